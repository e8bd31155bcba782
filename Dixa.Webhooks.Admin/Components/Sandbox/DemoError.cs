using Dixa.Webhooks.Admin.Sandbox.Demo;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>The message to the user when a demo command failed.</summary>
internal static class DemoError
{
    public const string NoResponse = "The demo could not be changed because the database did not respond. Try again.";

    /// <returns>Null when the command succeeded.</returns>
    public static string? Of(DemoResult result) => result switch
    {
        DemoResult.Refused refused => refused.Reason,
        DemoResult.Forbidden => "Only administrators can control the demo.",
        _ => null,
    };
}
