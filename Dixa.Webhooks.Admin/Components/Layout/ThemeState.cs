namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The theme of one circuit. It outlives the layouts, which change with navigation.</summary>
public sealed class ThemeState(ThemeChoice choice)
{
    public ThemeChoice Choice { get; set; } = choice;
}
