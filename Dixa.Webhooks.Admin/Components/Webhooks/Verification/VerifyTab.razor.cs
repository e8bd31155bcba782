namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>How an endpoint verifies what this webhook sends.</summary>
public sealed partial class VerifyTab;
