namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The main layout for signed-in users, and the plain layout, without the settings menu, for everyone else.</summary>
public sealed partial class NotFoundLayout;
