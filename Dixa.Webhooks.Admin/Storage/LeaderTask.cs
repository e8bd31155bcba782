namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Work that only one of several processes may do at a time.</summary>
public enum LeaderTask
{
    /// <summary>Sending e-mails.</summary>
    Mail,

    /// <summary>Purging old history.</summary>
    Retention,

    /// <summary>Erasing people.</summary>
    Erasure,

    /// <summary>Adding old events to the index of subjects.</summary>
    SubjectBackfill,

    /// <summary>Running bulk actions.</summary>
    BulkActions,
}
