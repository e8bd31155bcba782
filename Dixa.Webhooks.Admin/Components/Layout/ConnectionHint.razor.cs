using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Says that the live connection cannot be opened, or that the server has not answered for some seconds, before the framework notices.</summary>
public sealed partial class ConnectionHint
{
    /// <summary>Asked by the browser after a click or a key; the answer is all that it wants.</summary>
    [JSInvokable]
    public static Task AnswerAsync() => Task.CompletedTask;
}
