namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>How long a lane's requests take. Slow lanes get the smaller part of a scarce resource.</summary>
public enum Pace
{
    /// <summary>The last request ended within a second.</summary>
    Fast = 0,

    /// <summary>No request has ended yet.</summary>
    Unknown = 1,

    /// <summary>The last request took longer than a second, or timed out.</summary>
    Slow = 2,
}
