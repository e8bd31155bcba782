using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>What every successful answer with a body is.</summary>
public sealed record Answer<T>([property: JsonPropertyName("data")] T Data);

/// <summary>A page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, PageMeta Meta);

/// <summary>Where a list goes on.</summary>
public sealed record PageMeta([property: Description("The path of the next page, with every filter in it; null on the last one.")] string? Next);

/// <summary>What every answer is that says no.</summary>
public sealed record ApiError([property: Description("What is wrong, and what is allowed.")] string Message);
