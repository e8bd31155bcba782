namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The numbers of the advisory locks: PostgreSQL knows them by nothing else.</summary>
internal static class PostgresLocks
{
    /// <summary>Bringing the tables up to this version.</summary>
    public const long Start = 0x64697861_0001;

    /// <summary>What is decided by one process after another, for example who is the last administrator.</summary>
    public const long Alone = 0x64697861_0002;

    /// <summary>What one process does for all, for example sending e-mails.</summary>
    public const long Lead = 0x64697861_0003;
}
