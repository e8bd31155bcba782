namespace Dixa.Webhooks.Admin.Domain.BulkActions;

/// <summary>The state of a bulk action. The numbers are stored: never reuse one.</summary>
public enum BulkActionState
{
    Running = 1,

    /// <summary>By a person, or because of a condition that a person can change.</summary>
    Paused = 2,

    /// <summary>Nothing is left to do.</summary>
    Completed = 3,

    /// <summary>Ended by a person. What was done until then stays.</summary>
    Cancelled = 4,

    /// <summary>It can never continue.</summary>
    Failed = 5,
}
