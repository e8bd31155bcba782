namespace Dixa.Webhooks.Admin.Domain;

/// <summary>
/// What stands where a secret or a header value would stand. When a form sends it back unchanged,
/// it means "keep what is stored".
/// </summary>
public static class Mask
{
    public const string Text = "••••••••";
}
