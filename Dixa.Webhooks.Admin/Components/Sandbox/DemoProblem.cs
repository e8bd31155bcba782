using Dixa.Webhooks.Admin.Sandbox.Demo;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Why the demo did not do as it was told, in words for whoever asked for it.</summary>
internal static class DemoProblem
{
    public const string NoAnswer = "The demo could not start: the store did not answer. Try again.";

    /// <returns>Null when it did.</returns>
    public static string? Of(DemoResult result) => result switch
    {
        DemoResult.Refused refused => refused.Reason,
        DemoResult.Forbidden => "Only administrators may play the demo.",
        _ => null,
    };
}
