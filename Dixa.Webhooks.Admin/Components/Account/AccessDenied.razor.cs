namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class AccessDenied;
