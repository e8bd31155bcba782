namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The numbers that identify the advisory locks.</summary>
internal static class PostgresLocks
{
    /// <summary>Held while a process migrates the database.</summary>
    public const long Migration = 0x64697861_0001;

    /// <summary>Held by transactions that must run one at a time, for example so that at least one administrator remains.</summary>
    public const long Serialized = 0x64697861_0002;

    /// <summary>Held by transactions that add to the audit log, so that each row follows the one before.</summary>
    public const long Audit = 0x64697861_0100;

    /// <summary>Shared by all running processes; a migration has it alone.</summary>
    public const long Running = 0x64697861_0101;

    /// <summary>Held by transactions that delete events or their content, and by those that add deliveries of old events.</summary>
    public const long OldEvents = 0x64697861_0102;

    private const long FirstLeader = 0x64697861_0003;

    /// <summary>Held by the process that does a task which only one process may do.</summary>
    public static long Leader(LeaderTask task) => FirstLeader + (int)task;
}
