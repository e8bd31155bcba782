namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Shown by the framework's script, which finds it by its id and sets the <c>components-reconnect-*</c> classes.</summary>
public sealed partial class ReconnectModal;
