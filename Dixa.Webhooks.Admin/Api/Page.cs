using System.ComponentModel;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The body of a response that is one page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, PageMeta Meta);

public sealed record PageMeta([property: Description("The path of the next page, including all filters; null on the last page.")] string? Next);
