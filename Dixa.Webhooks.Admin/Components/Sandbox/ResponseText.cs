using Dixa.Webhooks.Admin.Sandbox;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>The display texts of the sandbox's responses.</summary>
public static class ResponseText
{
    public static IReadOnlyList<SandboxResponse> Each { get; } = Enum.GetValues<SandboxResponse>();

    public static string Words(SandboxResponse response) => response switch
    {
        SandboxResponse.Ok => "200 OK",
        SandboxResponse.ServerError => "500 Internal Server Error",
        SandboxResponse.NotFound => "404 Not Found",
        SandboxResponse.Redirect => "302 Redirect",
        SandboxResponse.Slow => $"200 OK after {SandboxReceiver.SlowAfter.TotalSeconds:0} seconds",
        SandboxResponse.Never => "No response",
        _ => throw new ArgumentOutOfRangeException(nameof(response), response, null),
    };

    /// <summary>What happens to a delivery with this response.</summary>
    public static string Meaning(SandboxResponse response) => response switch
    {
        SandboxResponse.Ok => "delivered",
        SandboxResponse.ServerError or SandboxResponse.NotFound => "fails and is retried",
        SandboxResponse.Redirect => "counts as delivered; not followed",
        SandboxResponse.Slow => "delivered late",
        SandboxResponse.Never => "times out",
        _ => throw new ArgumentOutOfRangeException(nameof(response), response, null),
    };
}
