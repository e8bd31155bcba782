using Dixa.Webhooks.Admin.Components.Operations.Status;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Operations.Status;

public sealed class WarningRulesTests
{
    private const long Gigabyte = 1L << 30;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ProcessStatus Process = new(
        Guid.NewGuid(), "one:1", "Web, Ingest, Dispatch", "1.0.0", Now.AddHours(-1), Now, IsThis: true, new ProcessReport());

    private static readonly StoreStatus Store = new(
        Gigabyte, 0, 1_000, 50 * Gigabyte, 100 * Gigabyte, 1_000, new BackupSummary(true, Now.AddHours(-2), null), null);

    private static readonly MailStatus Mail = new("smtp.example.com", 587, "Auto", "webhooks@example.com", false, "", 0, 0, null);

    private static WarningFacts Healthy => new() { Now = Now, Processes = [Process], Store = Store, Mail = Mail, IsProduction = true };

    [Fact]
    public void A_healthy_system_has_no_warnings() => Assert.Empty(WarningRules.Of(Healthy));

    [Fact]
    public void A_backup_that_is_missing_old_or_failed_is_a_warning()
    {
        AssertOnly<SystemWarning.BackupsNotSetUp>(With(backup: new BackupSummary(false, null, null)), "Backups are not set up");
        AssertOnly<SystemWarning.NoBackup>(With(backup: new BackupSummary(true, null, null)), "There is no backup yet");
        AssertOnly<SystemWarning.NoBackup>(With(backup: new BackupSummary(true, Now.AddHours(-25), null)), "No backup for more than a day");
        AssertOnly<SystemWarning.NoBackup>(With(backup: new BackupSummary(true, Now.AddHours(-2), "The disk is full.")), "The last backup failed");
    }

    [Fact]
    public void A_shared_database_is_backed_up_elsewhere() => Assert.Empty(WarningRules.Of(With(backup: new BackupSummary(false, null, null)) with { IsShared = true }));

    [Theory]
    [InlineData(500L << 20, 10L << 30, null)]
    [InlineData(4L << 30, 100L << 30, null)]
    [InlineData(50L << 30, 100L << 30, 6)]
    public void A_disk_that_is_nearly_full_is_urgent(long free, long disk, int? days)
    {
        var warning = AssertOnly<SystemWarning.DiskNearlyFull>(Healthy with { Store = Store with { FreeDisk = free, Disk = disk, DaysUntilFull = days } }, "The disk is nearly full");

        Assert.True(warning.IsUrgent);
    }

    [Fact]
    public void A_disk_of_another_machine_is_not_judged() => Assert.Empty(WarningRules.Of(Healthy with { Store = Store with { FreeDisk = null, Disk = null, DaysUntilFull = null } }));

    [Fact]
    public void Keys_next_to_the_database_and_open_files_are_warnings()
    {
        AssertOnly<SystemWarning.KeysNextToDatabase>(Healthy with { KeysAreNextToDatabase = true }, "The keys are next to the database");
        var open = AssertOnly<SystemWarning.OpenFiles>(
            Healthy with { OpenFiles = [.. Enumerable.Range(1, 7).Select(i => new OpenFile($"/data/{i}", "0644"))] }, "Other users of this machine can read the store");

        Assert.Equal("/data/1 (0644), /data/2 (0644), /data/3 (0644), /data/4 (0644), /data/5 (0644) and 2 more. Change the mode of files to 0600 and of folders to 0700.", WarningWords.Advice(open));
    }

    [Fact]
    public void The_sandbox_is_a_warning_only_in_Production()
    {
        AssertOnly<SystemWarning.SandboxInProduction>(Healthy with { HasSandbox = true }, "The sandbox is on in Production");
        Assert.Empty(WarningRules.Of(Healthy with { HasSandbox = true, IsProduction = false }));
    }

    [Fact]
    public void Lost_connections_suggest_a_proxy_that_is_not_sticky_only_with_several_processes()
    {
        var lost = Process with { Report = new ProcessReport { LostConnections = 2 } };
        var other = Process with { Id = Guid.NewGuid(), Name = "two:2", IsThis = false, Report = new ProcessReport { LostConnections = 1 } };

        AssertOnly<SystemWarning.ProxyNotSticky>(Healthy with { Processes = [lost, other] }, "Pages connect to the wrong process");
        Assert.Empty(WarningRules.Of(Healthy with { Processes = [lost with { Report = new ProcessReport { LostConnections = 50 } }] }));
        Assert.Empty(WarningRules.Of(Healthy with { Processes = [lost, other with { Report = new ProcessReport() }] }));
    }

    [Theory]
    [InlineData(6, "It is 6 seconds behind the clock of the database.")]
    [InlineData(-3_600, "It is 60 minutes ahead of the clock of the database.")]
    public void A_clock_that_differs_from_the_database_is_a_warning(int seconds, string advice)
    {
        var warning = AssertOnly<SystemWarning.ClockSkew>(
            Healthy with { Processes = [Process with { Report = new ProcessReport { ClockAhead = TimeSpan.FromSeconds(seconds) } }] }, "The clock of one:1 is wrong");

        Assert.StartsWith(advice, WarningWords.Advice(warning), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_difference_of_clocks_is_not() => Assert.Empty(WarningRules.Of(Healthy with { Processes = [Process with { Report = new ProcessReport { ClockAhead = TimeSpan.FromSeconds(4) } }] }));

    [Fact]
    public void An_unknown_proxy_is_reported_once_for_all_processes()
    {
        var seen = Process with { Report = new ProcessReport { UnknownProxy = "10.0.0.5" } };

        AssertOnly<SystemWarning.UnknownProxySeen>(Healthy with { Processes = [seen, seen with { Id = Guid.NewGuid(), Name = "two:2" }] }, "Requests come through an unknown proxy, 10.0.0.5");
    }

    [Fact]
    public void E_mails_that_cannot_be_sent_are_a_warning()
    {
        AssertOnly<SystemWarning.MailFailing>(Healthy with { Mail = Mail with { Pending = 3, Failing = 1 } }, "An e-mail cannot be sent");
        AssertOnly<SystemWarning.MailFailing>(Healthy with { Mail = Mail with { Pending = 3, Failing = 2 } }, "2 e-mails cannot be sent");
        Assert.Empty(WarningRules.Of(Healthy with { Mail = Mail with { Pending = 3 } }));
    }

    [Fact]
    public void A_service_is_a_warning_when_it_keeps_failing()
    {
        var failure = new ServiceFailure("NotificationMailer", Now.AddSeconds(-30), 3, "Administrators are not notified by e-mail", "broken pipe");

        var warning = AssertOnly<SystemWarning.ServiceFails>(Failing(failure), "NotificationMailer keeps failing on one:1");
        Assert.Empty(WarningRules.Of(Failing(failure with { Since = Now.AddSeconds(-29) })));

        Assert.Equal(
            "Administrators are not notified by e-mail. It has failed 3 times since 2026-03-01 11:59:30Z. Last error: broken pipe. Look for event 1001 in the log.", WarningWords.Advice(warning));

        static WarningFacts Failing(ServiceFailure failure) => Healthy with { Processes = [Process with { Report = new ProcessReport { Failing = [failure] } }] };
    }

    [Fact]
    public void A_store_that_fails_is_a_warning() =>
        AssertOnly<SystemWarning.StoreFails>(Healthy with { Processes = [Process with { Report = new ProcessReport { StoreFails = true } }] }, "one:1 cannot use the store");

    [Fact]
    public void A_silent_process_neither_sends_nor_counts()
    {
        var silent = Process with { IsThis = false, SeenAt = Now.AddSeconds(-21), Version = "0.9.0", Report = new ProcessReport { StoreFails = true } };

        AssertOnly<SystemWarning.NothingSends>(Healthy with { Processes = [silent] }, "No process sends deliveries");
        Assert.Empty(WarningRules.Of(Healthy with { Processes = [Process, silent] }));
    }

    [Fact]
    public void Processes_of_different_versions_are_a_warning()
    {
        var warning = AssertOnly<SystemWarning.DifferentVersions>(
            Healthy with { Processes = [Process, Process with { Id = Guid.NewGuid(), IsThis = false, Version = "1.1.0" }] }, "Processes of different versions are running");

        Assert.StartsWith("1.0.0 and 1.1.0.", WarningWords.Advice(warning), StringComparison.Ordinal);
    }

    [Fact]
    public void The_urgent_ones_come_first() =>
        Assert.Equal([true, false], WarningRules.Of(Healthy with { HasSandbox = true, Mail = Mail with { Pending = 1, Failing = 1 } }).Select(warning => warning.IsUrgent));

    [Fact]
    public void Every_kind_has_a_title_and_advice()
    {
        var kinds = typeof(SystemWarning).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(SystemWarning))).ToList();
        SystemWarning[] samples =
        [
            new SystemWarning.BackupsNotSetUp(), new SystemWarning.NoBackup(null, null), new SystemWarning.KeysNextToDatabase(), new SystemWarning.SandboxInProduction(),
            new SystemWarning.ProxyNotSticky(3), new SystemWarning.ClockSkew("one:1", TimeSpan.FromMinutes(1)), new SystemWarning.OpenFiles([new OpenFile("/data", "0755")]),
            new SystemWarning.DiskNearlyFull(1, 1), new SystemWarning.UnknownProxySeen("10.0.0.5"), new SystemWarning.MailFailing(1),
            new SystemWarning.ServiceFails("one:1", new ServiceFailure("Mailer", Now, 1, "No e-mails", "broken pipe")), new SystemWarning.StoreFails("one:1"),
            new SystemWarning.NothingSends(), new SystemWarning.DifferentVersions(["1.0.0", "1.1.0"]),
        ];

        Assert.Equal(kinds.Select(kind => kind.Name).Order(), samples.Select(sample => sample.GetType().Name).Order());
        Assert.All(samples, sample => Assert.True(WarningWords.Title(sample).Length > 0 && WarningWords.Advice(sample).EndsWith('.'), WarningWords.Of(sample)));
    }

    private static WarningFacts With(BackupSummary backup) => Healthy with { Store = Store with { Backup = backup } };

    private static T AssertOnly<T>(WarningFacts facts, string title)
        where T : SystemWarning
    {
        var warning = Assert.IsType<T>(Assert.Single(WarningRules.Of(facts)));
        Assert.Equal(title, WarningWords.Title(warning));
        return warning;
    }
}
