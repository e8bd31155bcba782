namespace Dixa.Webhooks.Admin.Domain;

/// <summary>
/// Replaces secrets and header values on screens and in the API. If it is sent back unchanged, the stored value is kept.
/// </summary>
public static class Mask
{
    public const string Text = "••••••••";
}
