namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The frame of the settings for who is signed in; nobody else gets to see the settings' menu.</summary>
public sealed partial class NotFoundLayout;
