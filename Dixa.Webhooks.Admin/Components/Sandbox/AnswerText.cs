using Dixa.Webhooks.Admin.Sandbox;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>The display texts of the sandbox's responses.</summary>
public static class AnswerText
{
    public static IReadOnlyList<SandboxAnswer> Each { get; } = Enum.GetValues<SandboxAnswer>();

    public static string Words(SandboxAnswer answer) => answer switch
    {
        SandboxAnswer.Ok => "200 OK",
        SandboxAnswer.ServerError => "500 Internal Server Error",
        SandboxAnswer.NotFound => "404 Not Found",
        SandboxAnswer.Redirect => "302 Redirect",
        SandboxAnswer.Slow => $"200 OK after {SandboxReceiver.SlowAfter.TotalSeconds:0} seconds",
        SandboxAnswer.Never => "No response",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>What happens to a delivery with this response.</summary>
    public static string Meaning(SandboxAnswer answer) => answer switch
    {
        SandboxAnswer.Ok => "delivered",
        SandboxAnswer.ServerError or SandboxAnswer.NotFound => "fails and is retried",
        SandboxAnswer.Redirect => "counts as delivered; not followed",
        SandboxAnswer.Slow => "delivered late",
        SandboxAnswer.Never => "times out",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };
}
