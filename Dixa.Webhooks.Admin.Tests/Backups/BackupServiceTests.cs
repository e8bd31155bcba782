using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>Nightly backups at 03:00, in a process that started at noon.</summary>
public sealed class BackupServiceTests : StoreTest, IAsyncLifetime
{
    private readonly RecordedLog _log = new();
    private LoggerFactory? _logging;
    private BackupHistory? _history;
    private BackupRunner? _runner;
    private BackupService? _service;

    private string Folder => Path.Combine(Store.Folder, "nightly");

    private BackupHistory History => _history ?? throw new InvalidOperationException("It is not prepared.");

    private IReadOnlyList<string> Files => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Order()] : [];

    protected override bool OwnKeys => true;

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Store.Time.SetLocalTimeZone(TimeZoneInfo.Utc);
        _logging = new LoggerFactory([_log]);
        var backups = Store.Service<StoreBackups>();
        _history = new BackupHistory(backups, _logging.CreateLogger<BackupHistory>());
        _runner = new BackupRunner(backups, _history, Store.Service<Audit.AuditLog>(), Store.Time, _logging.CreateLogger<BackupRunner>());
    }

    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        _runner?.Dispose();
        _logging?.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_first_one_is_made_at_once_and_then_one_each_night()
    {
        await StartAsync();
        await BackupsAsync(1);
        await AdvanceAsync(TimeSpan.FromHours(14), BackupService.Interval);
        Assert.Single(Files);

        await AdvanceAsync(TimeSpan.FromHours(2), BackupService.Interval);
        await BackupsAsync(2);

        Assert.Equal("webhooks-20260301T120000Z.tar.gz", Path.GetFileName(Files[0]));
        Assert.StartsWith("webhooks-20260302T03", Path.GetFileName(Files[1]), StringComparison.Ordinal);
        Assert.All(Files, file => Assert.NotNull(BackupArchive.TryReadManifest(file)));
        Assert.Equal(Files[1], History.Read().Last!.File);
        Assert.Equal([AuditAction.BackupMade, AuditAction.BackupMade], (await Store.AuditedAsync()).Select(row => row.Action));
    }

    [Fact]
    public async Task One_that_was_missed_is_made_at_the_next_start_and_a_restart_makes_none()
    {
        await StartAsync();
        await BackupsAsync(1);
        await StopAsync();

        await StartAsync();
        await AdvanceAsync(TimeSpan.FromHours(1), BackupService.Interval);
        Assert.Single(Files);
        await StopAsync();

        Store.Time.Advance(TimeSpan.FromHours(20));
        await StartAsync();
        await BackupsAsync(2);
    }

    [Fact]
    public async Task Only_the_last_ones_are_kept_and_other_files_stay()
    {
        Directory.CreateDirectory(Folder);
        string[] others = [Path.Combine(Folder, "webhooks-20000101T000000Z.tar.gz"), Path.Combine(Folder, "webhooks-by-hand.tar.gz"), Path.Combine(Folder, "notes.txt")];
        foreach (var file in others)
        {
            await File.WriteAllTextAsync(file, "not ours", Cancel);
        }

        for (var night = 1; night <= 4; night++)
        {
            await StartAsync(keep: 2);
            await Eventually.BecomesTrueAsync(() => _log.Messages.Count(message => message.StartsWith("Made the nightly backup", StringComparison.Ordinal)) == night, $"{night} backups");
            await StopAsync();
            Store.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(others.Order(), Files.Where(others.Contains));
        Assert.Equal(["webhooks-20260303T120000Z.tar.gz", "webhooks-20260304T120000Z.tar.gz"], Files.Except(others).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_failure_is_logged_and_recorded_and_tried_again_after_an_hour()
    {
        // A file is where the folder should be.
        await File.WriteAllTextAsync(Folder, "", Cancel);
        await StartAsync();
        await FailuresAsync(1);
        Assert.StartsWith($"The folder {Folder} cannot be created.", History.Read().Failure!.Error, StringComparison.Ordinal);

        await AdvanceAsync(TimeSpan.FromMinutes(59), BackupService.Interval);
        Assert.Equal(1, Failures);
        await AdvanceAsync(TimeSpan.FromMinutes(2), BackupService.Interval);
        await FailuresAsync(2);

        File.Delete(Folder);
        await AdvanceAsync(TimeSpan.FromMinutes(61), BackupService.Interval);
        await BackupsAsync(1);
        Assert.Null(History.Read().Failure);
    }

    [Fact]
    public async Task While_the_keys_are_lost_it_fails_and_the_earlier_ones_are_kept()
    {
        await StartAsync(keep: 1);
        await BackupsAsync(1);
        Directory.Move(Store.Files.KeyFolder, $"{Store.Files.KeyFolder}.lost");

        await AdvanceAsync(TimeSpan.FromHours(16), BackupService.Interval);
        await Eventually.BecomesTrueAsync(() => Failures > 0, "a failure");

        Assert.Equal("webhooks-20260301T120000Z.tar.gz", Path.GetFileName(Assert.Single(Files)));
        Assert.All(_log.Entries.Where(entry => entry.Id.Id == 2302), entry => Assert.Equal(LogLevel.Error, entry.Level));
        Assert.StartsWith($"There are no keys in {Store.Files.KeyFolder}, so nobody could read the secrets in this backup. Restore the keys", History.Read().Failure!.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Store.Files.KeyFolder));
    }

    [Fact]
    public async Task Without_a_folder_there_are_none()
    {
        await StartAsync(folder: "");
        await AdvanceAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));

        Assert.Null(History.Read().Last);
    }

    [Fact]
    public async Task A_restore_is_added_to_the_audit_log_once()
    {
        var madeAt = new DateTimeOffset(2026, 2, 1, 3, 0, 0, TimeSpan.Zero);
        History.Update(record => record with { Restored = new PerformedRestore("/srv/b.tar.gz", madeAt) });

        await StartAsync(folder: "");
        await Eventually.BecomesTrueAsync(() => History.Read().Restored is null, "it is recorded");
        await StopAsync();
        await StartAsync(folder: "");
        await StopAsync();

        Assert.Equal<Activity>([new Activity.StoreRestored("/srv/b.tar.gz", madeAt)], (await Store.AuditedAsync()).Select(row => row.Activity));
    }

    [Fact]
    public async Task A_report_has_the_last_backup_the_last_failure_and_the_next_time()
    {
        var queries = new BackupQueries(Store.Service<StoreBackups>(), History, Options.Create(new BackupOptions { Folder = Folder }), Store.Time);
        var (now, next) = (Store.Time.GetUtcNow(), new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero));
        Assert.Equal(new BackupReport(null, new NightlyBackup(Folder, new TimeOnly(3, 0), null, Failed: false, now), null, null), queries.Read());

        await StartAsync();
        await BackupsAsync(1);

        var last = queries.Read().Last!;
        Assert.Equal((Files[0], new FileInfo(Files[0]).Length, Store.Time.GetUtcNow()), (last.File, last.Bytes, last.At));
        Assert.IsType<BackupResult.Failed>(await _runner!.RunAsync(Domain.Actor.System, Files[0], Cancel));
        Assert.Equal(new FailedBackup(Store.Time.GetUtcNow(), $"{Files[0]} already exists, and is not overwritten. Choose another name."), queries.Read().Failure);
        Assert.Equal(last, queries.Read().Last);

        // The failure of a backup by hand is not one of the nightly backup.
        Assert.Equal(new NightlyBackup(Folder, new TimeOnly(3, 0), now, Failed: false, next), queries.Read().Nightly);
    }

    [Fact]
    public async Task A_report_has_the_failure_of_the_nightly_backup_and_when_it_is_tried_again()
    {
        await File.WriteAllTextAsync(Folder, "a file is where the folder should be", Cancel);
        await StartAsync();
        await FailuresAsync(1);

        var queries = new BackupQueries(Store.Service<StoreBackups>(), History, Options.Create(new BackupOptions { Folder = Folder }), Store.Time);
        var failedAt = History.Read().Failure!.At;
        Assert.Equal(new NightlyBackup(Folder, new TimeOnly(3, 0), failedAt, Failed: true, failedAt + BackupService.RetryDelay), queries.Read().Nightly);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_counts_as_none_and_is_logged()
    {
        await File.WriteAllTextAsync($"{Store.Files.Database}.backups.json", "{", Cancel);

        Assert.Equal(new BackupRecord(), History.Read());
        Assert.Contains(_log.Entries, entry => entry.Id.Id == 2304);
    }

    private int Failures => _log.Entries.Count(entry => entry.Id.Id == 2302);

    private async Task StartAsync(string? folder = null, int keep = 7)
    {
        _service = new BackupService(
            _runner!, History, Store.Service<StoreBackups>(), Store.Service<Audit.AuditLog>(), Options.Create(new BackupOptions { Folder = folder ?? Folder, Keep = keep }), Store.Time, _logging!.CreateLogger<BackupService>());
        await _service.StartAsync(Cancel);
    }

    private async Task StopAsync()
    {
        if (_service is { } service)
        {
            _service = null;
            await service.StopAsync(Cancel);
            service.Dispose();
        }
    }

    private Task BackupsAsync(int count) => Eventually.BecomesTrueAsync(
        () => Files.Count == count && _log.Entries.Count(entry => entry.Id.Id == 2301) == count, $"{count} backups");

    private Task FailuresAsync(int count) => Eventually.BecomesTrueAsync(() => Failures == count, $"{count} failures");

    /// <summary>Lets the service check at each step.</summary>
    private async Task AdvanceAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Store.Time.Advance(step);
            await Eventually.PoolSettlesAsync();
        }
    }
}
