namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// A custom header as somebody typed it. <see cref="Mask.Text"/> as the value keeps the stored one of <see cref="StoredName"/>,
/// or of the same name where there is none.
/// </summary>
public sealed class HeaderDraft
{
    public string Name { get; set; } = "";

    /// <summary>Under which name it is stored; null for a new one. So a rename keeps the value.</summary>
    public string? StoredName { get; init; }

    public string Value { get; set; } = "";
}
