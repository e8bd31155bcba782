namespace Dixa.Webhooks.Admin.Components.Search;

internal enum PayloadSearchState
{
    Running,

    /// <summary>It found as many events as are shown at a time.</summary>
    Paused,

    Cancelled,
    Completed,
    Failed,
}
