using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>The contract's union <c>authorization</c>, as a request gives it.</summary>
[Description("How requests prove themselves to the endpoint.")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "_type")]
[JsonDerivedType(typeof(BasicAuth), nameof(BasicAuth))]
[JsonDerivedType(typeof(TokenAuth), nameof(TokenAuth))]
[JsonDerivedType(typeof(NoAuth), nameof(NoAuth))]
public abstract class Authorization;

/// <summary><c>Authorization: Basic base64(username:password)</c>.</summary>
[Description("Authorization: Basic base64(username:password).")]
public sealed class BasicAuth : Authorization
{
    public string? Username { get; init; }

    public string? Password { get; init; }
}

/// <summary><c>Authorization: Bearer value</c>.</summary>
[Description("Authorization: Bearer value.")]
public sealed class TokenAuth : Authorization
{
    [Description("The token; a leading Bearer is removed.")]
    public string? Value { get; init; }
}

/// <summary>No such header.</summary>
[Description("No Authorization header.")]
public sealed class NoAuth : Authorization;
