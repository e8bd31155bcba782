namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>One card without menus, for statically rendered pages. Most of them are shown before sign-in.</summary>
public sealed partial class PlainLayout;
