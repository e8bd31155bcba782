namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>One card and no menus: for pages that answer a plain request, most of them before anybody is signed in.</summary>
public sealed partial class PlainLayout;
