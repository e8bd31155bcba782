using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>Nightly backups: section <c>Backup</c>.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>The folder of the nightly backups. Empty turns them off. A relative path starts where that of the database does.</summary>
    public string Folder { get; set; } = "";

    /// <summary>When they are made, in the time zone of the machine.</summary>
    public TimeOnly At { get; set; } = new(3, 0);

    /// <summary>How many of them are kept.</summary>
    [Between(1, 1_000)]
    public int Keep { get; set; } = 7;
}
