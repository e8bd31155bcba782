using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The body of a successful response.</summary>
public sealed record Answer<T>([property: JsonPropertyName("data")] T Data);

public sealed record Page<T>(IReadOnlyList<T> Data, PageMeta Meta);

public sealed record PageMeta([property: Description("The path of the next page, including all filters; null on the last page.")] string? Next);

/// <summary>The body of an error response.</summary>
public sealed record ApiError([property: Description("What is wrong, and what is allowed.")] string Message);
