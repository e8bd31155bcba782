using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Tells the user that the live connection cannot be opened, or that the server has been silent for some seconds, before the framework notices.</summary>
public sealed partial class ConnectionHint
{
    /// <summary>Called by the browser after a click or a key press, to see whether the server responds.</summary>
    [JSInvokable]
    public static Task RespondAsync() => Task.CompletedTask;
}
