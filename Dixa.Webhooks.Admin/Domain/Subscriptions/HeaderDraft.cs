namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// A custom header as entered. If the value is <see cref="Mask.Text"/>, the stored value of the header <see cref="StoredName"/> is kept,
/// or without one the value of the header with the same name.
/// </summary>
public sealed class HeaderDraft
{
    public string Name { get; set; } = "";

    /// <summary>The stored name, so that renaming a header keeps its value; null for a new header.</summary>
    public string? StoredName { get; init; }

    public string Value { get; set; } = "";
}
