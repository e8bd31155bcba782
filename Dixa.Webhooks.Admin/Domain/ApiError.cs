using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The body of every error response for programs.</summary>
public sealed record ApiError([property: JsonPropertyName("message"), Description("What is wrong, and what is allowed.")] string Message);
