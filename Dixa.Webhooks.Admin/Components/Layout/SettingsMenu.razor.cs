namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class SettingsMenu;
