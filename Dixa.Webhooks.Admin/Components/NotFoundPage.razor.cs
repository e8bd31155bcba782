namespace Dixa.Webhooks.Admin.Components;

/// <summary>For an address that leads nowhere: says so, and shows ways on.</summary>
public sealed partial class NotFoundPage;
