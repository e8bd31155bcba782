namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The result of a command to the demo.</summary>
public abstract record DemoResult
{
    /// <summary>The demo is playing to this webhook; it may have been playing before.</summary>
    public sealed record Playing(Guid WebhookId) : DemoResult;

    public sealed record Done : DemoResult;

    /// <summary>The command is not possible. <c>Reason</c> is a sentence for the user.</summary>
    public sealed record Refused(string Reason) : DemoResult;

    public sealed record Forbidden : DemoResult;
}
