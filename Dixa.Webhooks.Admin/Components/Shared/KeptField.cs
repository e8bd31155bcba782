namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A field of a form, as stored by the browser.</summary>
/// <param name="Name">The value of its <c>data-draft</c> attribute.</param>
/// <param name="Text">The value; <c>true</c> or <c>false</c> for a checkbox; null for a secret.</param>
/// <param name="Secret"><see cref="Typed"/>, <see cref="Stored"/> or <c>empty</c> for a secret; null otherwise.</param>
public sealed record KeptField(string Name, string? Text, string? Secret = null)
{
    public const string Typed = "typed";
    public const string Stored = "stored";
}
