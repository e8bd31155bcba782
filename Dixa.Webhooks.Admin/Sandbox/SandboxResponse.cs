namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>How the sandbox responds to requests.</summary>
public enum SandboxResponse
{
    /// <summary>200, immediately.</summary>
    Ok,

    /// <summary>500, immediately.</summary>
    ServerError,

    /// <summary>404, immediately.</summary>
    NotFound,

    /// <summary>302 to another path of the sandbox, which deliveries never follow.</summary>
    Redirect,

    /// <summary>200, after <see cref="SandboxReceiver.SlowAfter"/>.</summary>
    Slow,

    /// <summary>No response until the sender gives up.</summary>
    Never,
}
