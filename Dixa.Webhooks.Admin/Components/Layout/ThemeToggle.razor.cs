using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class ThemeToggle(IJSRuntime script)
{
    private static readonly ThemeChoice[] Choices = [ThemeChoice.Light, ThemeChoice.Dark, ThemeChoice.System];

    [CascadingParameter] public required ThemeState Theme { get; set; }

    private string Label => $"Theme: {NameOf(Theme.Choice)}";

    private static string NameOf(ThemeChoice choice) => choice switch
    {
        ThemeChoice.Light => "Light",
        ThemeChoice.Dark => "Dark",
        _ => "System",
    };

    private static string IconOf(ThemeChoice choice) => choice switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.Contrast,
    };

    private async Task ChooseAsync(ThemeChoice choice)
    {
        Theme.Choice = choice;
        await script.InvokeVoidAsync("dixaScreens.keepTheme", choice.ToCookie());
    }
}
