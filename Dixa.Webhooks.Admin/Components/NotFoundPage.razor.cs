namespace Dixa.Webhooks.Admin.Components;

/// <summary>Shown for an unknown URL, with links to the main pages.</summary>
public sealed partial class NotFoundPage;
