using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>The contract's union <c>authorization</c>, for requests.</summary>
[Description("How deliveries authenticate with the endpoint.")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "_type")]
[JsonDerivedType(typeof(BasicAuth), nameof(BasicAuth))]
[JsonDerivedType(typeof(TokenAuth), nameof(TokenAuth))]
[JsonDerivedType(typeof(NoAuth), nameof(NoAuth))]
public abstract class Authorization;

[Description("Authorization: Basic base64(username:password).")]
public sealed class BasicAuth : Authorization
{
    public string? Username { get; init; }

    public string? Password { get; init; }
}

[Description("Authorization: Bearer value.")]
public sealed class TokenAuth : Authorization
{
    [Description("The token; a leading Bearer is removed.")]
    public string? Value { get; init; }
}

[Description("No Authorization header.")]
public sealed class NoAuth : Authorization;
