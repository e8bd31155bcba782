namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>Shown instead of the sign-in form while nobody can sign in: where the setup link is.</summary>
public sealed partial class SetupHint;
