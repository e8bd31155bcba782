namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The state of the system. Each part reads its own data, so that one that cannot be read does not hide the others.</summary>
public sealed partial class StatusPage;
