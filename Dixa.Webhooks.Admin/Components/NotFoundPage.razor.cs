namespace Dixa.Webhooks.Admin.Components;

public sealed partial class NotFoundPage;
