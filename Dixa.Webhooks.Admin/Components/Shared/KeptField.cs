namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A field of a form, as the browser kept it.</summary>
/// <param name="Name">Its name in the form.</param>
/// <param name="Text">What was typed or chosen; of a box to tick, <c>true</c> or <c>false</c>. Null for a secret.</param>
/// <param name="Secret">Of a secret, <see cref="Typed"/>, <see cref="Stored"/> or <c>empty</c>; else null.</param>
public sealed record KeptField(string Name, string? Text, string? Secret = null)
{
    public const string Typed = "typed";
    public const string Stored = "stored";
}
