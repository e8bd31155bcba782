namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Opened by the framework's script, which finds the dialog by its id and sets the <c>components-reconnect-*</c> classes.</summary>
public sealed partial class ReconnectModal;
