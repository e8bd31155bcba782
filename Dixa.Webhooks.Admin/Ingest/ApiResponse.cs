using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The body of a successful response, here and in the API.</summary>
public sealed record ApiResponse<T>([property: JsonPropertyName("data")] T Data);

/// <summary>The body of an error response, here and in the API.</summary>
public sealed record ApiError([property: JsonPropertyName("message"), Description("What is wrong, and what is allowed.")] string Message);
