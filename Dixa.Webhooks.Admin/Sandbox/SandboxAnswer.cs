namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>How the sandbox treats the requests that come in.</summary>
public enum SandboxAnswer
{
    /// <summary>200, at once.</summary>
    Ok,

    /// <summary>500, at once.</summary>
    ServerError,

    /// <summary>404, at once.</summary>
    NotFound,

    /// <summary>302 to an address beside it that nobody should ever ask for.</summary>
    Redirect,

    /// <summary>200, after <see cref="SandboxReceiver.SlowAfter"/>.</summary>
    Slow,

    /// <summary>No answer, until the sender gives up.</summary>
    Never,
}
