using Dixa.Webhooks.Admin.Sandbox;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>The words for what the sandbox answers.</summary>
public static class AnswerText
{
    public static IReadOnlyList<SandboxAnswer> Each { get; } = Enum.GetValues<SandboxAnswer>();

    public static string Words(SandboxAnswer answer) => answer switch
    {
        SandboxAnswer.Ok => "200 OK",
        SandboxAnswer.ServerError => "500 Internal Server Error",
        SandboxAnswer.NotFound => "404 Not Found",
        SandboxAnswer.Redirect => "302, a redirect",
        SandboxAnswer.Slow => $"200 after {SandboxReceiver.SlowAfter.TotalSeconds:0} seconds",
        SandboxAnswer.Never => "No answer",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>What an administrator sees happen then.</summary>
    public static string Meaning(SandboxAnswer answer) => answer switch
    {
        SandboxAnswer.Ok => "delivered",
        SandboxAnswer.ServerError or SandboxAnswer.NotFound => "fails, and is tried again",
        SandboxAnswer.Redirect => "counts as delivered, and is not followed",
        SandboxAnswer.Slow => "delivered, in the end",
        SandboxAnswer.Never => "times out",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };
}
