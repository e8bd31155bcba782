namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A custom header as somebody typed it. <see cref="Mask.Text"/> as the value keeps the stored one of the same name.</summary>
public sealed class HeaderDraft
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";
}
