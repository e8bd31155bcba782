namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The theme of one circuit. Outlives the layouts that it dresses.</summary>
public sealed class ThemeState(ThemeChoice choice)
{
    public ThemeChoice Choice { get; set; } = choice;
}
