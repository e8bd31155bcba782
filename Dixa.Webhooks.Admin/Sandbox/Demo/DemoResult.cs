namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>What came of telling the demo something.</summary>
public abstract record DemoResult
{
    /// <summary>It plays to this webhook; it did so before, perhaps.</summary>
    public sealed record Playing(Guid WebhookId) : DemoResult;

    /// <summary>It is done.</summary>
    public sealed record Done : DemoResult;

    /// <summary>It cannot be.</summary>
    /// <param name="Reason">Why, as a sentence for a reader.</param>
    public sealed record Refused(string Reason) : DemoResult;

    /// <summary>The actor's role does not allow it.</summary>
    public sealed record Forbidden : DemoResult;
}
