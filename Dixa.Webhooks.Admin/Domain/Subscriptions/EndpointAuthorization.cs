using System.Text;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>How requests authenticate with the endpoint: the contract's union <c>authorization</c>. <c>ToString</c> hides secrets.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "_type")]
[JsonDerivedType(typeof(None), "NoAuth")]
[JsonDerivedType(typeof(Basic), "BasicAuth")]
[JsonDerivedType(typeof(Token), "TokenAuth")]
public abstract record EndpointAuthorization
{
    public const string HeaderName = "Authorization";

    private EndpointAuthorization()
    {
    }

    /// <summary>Returns the value of the <c>Authorization</c> header, or null if there is none.</summary>
    public abstract string? HeaderValue();

    /// <summary>No <c>Authorization</c> header.</summary>
    public sealed record None : EndpointAuthorization
    {
        public override string? HeaderValue() => null;

        public override string ToString() => nameof(None);
    }

    /// <summary><c>Authorization: Basic base64(username:password)</c>, in UTF-8.</summary>
    /// <param name="Username">Not empty, no colon (RFC 7617), no control characters.</param>
    /// <param name="Password">May be empty; no control characters.</param>
    public sealed record Basic(string Username, string Password) : EndpointAuthorization
    {
        public override string? HeaderValue() => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}"));

        public override string ToString() => $"{nameof(Basic)} {Mask.Text}";
    }

    /// <summary><c>Authorization: Bearer value</c>.</summary>
    /// <param name="Value">Not empty, ASCII without spaces; tokens from earlier versions may contain other characters.</param>
    public sealed record Token(string Value) : EndpointAuthorization
    {
        public override string? HeaderValue() => "Bearer " + Value;

        public override string ToString() => $"{nameof(Token)} {Mask.Text}";
    }
}
