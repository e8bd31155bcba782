namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>The result of a step of a bulk action.</summary>
public abstract record BulkStep
{
    private BulkStep()
    {
    }

    /// <summary>It acted on rows, or skipped some, and more may be left.</summary>
    /// <param name="Done">How many it acted on, which counts against the action's rate.</param>
    public sealed record Advanced(int Done) : BulkStep;

    /// <summary>Nothing can be done for now.</summary>
    public sealed record Waiting(TimeSpan For) : BulkStep;

    /// <summary>Nothing is left.</summary>
    public sealed record Completed : BulkStep;

    /// <summary>It cannot continue until a person changes something and resumes it.</summary>
    /// <param name="Reason">A sentence for the user.</param>
    public sealed record Paused(string Reason) : BulkStep;

    /// <summary>It can never continue.</summary>
    /// <param name="Reason">A sentence for the user.</param>
    public sealed record Failed(string Reason) : BulkStep;
}
