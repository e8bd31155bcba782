using System.Diagnostics;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>Folders and disks on which the application cannot work. Each is a sentence that says what to do, and exit code 1.</summary>
public sealed partial class StoreFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_this_user_may_not_write_is_named()
    {
        await RequireModesAsync();
        await using var app = await PrepareAsync();
        SetMode(app.Database, UnixFileMode.UserRead);

        await ExpectAsync(app, $"Storage:ConnectionString: the user of this process, {Environment.UserName}, cannot read and write the file {app.Database}. Start the application as its owner, or change its owner with chown.");
    }

    [Fact]
    public async Task A_database_that_belongs_to_another_user_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give a file to another user.");
        await RequireModesAsync();
        await using var app = await PrepareAsync();
        await RunAsync("chown", "65534:65534", app.Database);

        await ExpectAsync(app, $"cannot read and write the file {app.Database}. Start the application as its owner");
    }

    [Fact]
    public async Task A_folder_that_this_user_may_not_write_is_named()
    {
        await RequireModesAsync();
        await using var app = await PrepareAsync(withWebhook: true);
        SetMode(app.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await ExpectAsync(app, $"Storage:ConnectionString: the user of this process, {Environment.UserName}, cannot read and write the folder {app.Folder}.");
        }
        finally
        {
            SetMode(app.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>In a namespace of its own, so that the machine's mounts do not change. Where none is allowed, the folder is read-only for the process instead.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_on_a_read_only_file_system_is_named(bool exists)
    {
        await RequireModesAsync();
        await using var app = await PrepareAsync(withWebhook: true);
        var folder = exists ? app.Folder : Directory.CreateDirectory(Path.Combine(app.Folder, "new")).FullName;
        var start = app.CommandInfo($"--Storage:ConnectionString=Data Source={folder}/webhooks.db");
        IReadOnlyList<string> command = [start.FileName, .. start.ArgumentList];
        string[] unshare = ["unshare", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--user", "--map-root-user"], "--mount", "/bin/sh", "-c"];
        const string Mounts = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\"";
        var canMount = await ExitCodeAsync([.. unshare, Mounts, "sh", folder]) == 0;
        if (canMount)
        {
            command = [.. unshare, $"{Mounts} && shift && exec \"$@\"", "sh", folder, .. command];
        }
        else
        {
            SetMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (start.FileName, var arguments) = (command[0], command.Skip(1));
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var before = Content(folder);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);

        Assert.True(process.ExitCode == 1, await output + await error);
        Assert.Equal(
            $"Dixa Webhooks cannot start.\nStorage:ConnectionString: {(canMount ? $"the folder {folder} is on a file system that is read-only. Mount it with write access." : $"the user of this process, {Environment.UserName}, cannot read and write the folder {folder}. Start the application as its owner, or change its owner with chown.")}",
            (await error).Trim());
        SetMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(before, Content(folder));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("foreign")]
    [InlineData("empty")]
    [InlineData("unreadable")]
    [InlineData("unreadable log")]
    public async Task The_commands_that_only_read_say_what_the_start_says(string fault)
    {
        await RequireModesAsync();
        await using var app = await PrepareAsync(withWebhook: true);
        await BreakAsync(app.Database, fault);

        var doctor = await app.RunCommandAsync("doctor");
        var audit = await app.RunCommandAsync("--verify-audit");
        var start = await app.RunCommandAsync("--demo=false");

        Assert.Equal((1, 1, 1), (doctor.ExitCode, audit.ExitCode, start.ExitCode));
        Assert.StartsWith("Dixa Webhooks cannot start.\nStorage:ConnectionString: ", start.Error, StringComparison.Ordinal);
        Assert.Equal(start.Error, audit.Error);
        Assert.Contains($"error    store        {start.Error.Split('\n')[1]}", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_this_user_may_not_read_are_named()
    {
        await RequireModesAsync();
        await using var app = await PrepareAsync(withWebhook: true);
        var keys = Path.Combine(app.Folder, "keys");
        foreach (var key in Directory.GetFiles(keys))
        {
            SetMode(key, UnixFileMode.None);
            if (Environment.IsPrivilegedProcess)
            {
                // Otherwise the application corrects the mode.
                await RunAsync("chown", "65534:65534", key);
            }
        }

        await ExpectAsync(app, Environment.IsPrivilegedProcess ? $"Storage:KeyRingPath: the keys in {keys} cannot be read. " : "");
    }

    [Fact]
    public async Task A_new_store_on_a_full_disk_is_refused()
    {
        await using var app = await PrepareAsync();
        var data = Directory.CreateDirectory(Path.Combine(app.Folder, "full")).FullName;

        await ExpectAsync(app, $"the database {data}/webhooks.db cannot be opened. Its disk is full. Make room on it, and start again.", $"--Storage:ConnectionString=Data Source={data}/webhooks.db", await FullDisk.OfAsync(data));
    }

    [Fact]
    public async Task An_upgrade_on_a_full_disk_is_refused_and_changes_nothing()
    {
        await using var app = await PrepareAsync(before: "Facts");

        await ExpectAsync(app, $"the database {app.Database} cannot be opened. Its disk is full. Make room on it, and start again.", environment: await FullDisk.OfAsync(app.Folder));
        await ExpectAsync(app, "To upgrade without a snapshot, set Storage:SnapshotBeforeUpgrade to false.", environment: await FullDisk.OfAsync(app.Folder, allows: "-shm"));
        await ExpectAsync(app, $"no snapshot can be made before. The disk of {app.Folder} is full. Make room on it.", environment: await FullDisk.OfAsync(app.Folder, isHidden: true, allows: "-shm"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(app.Folder, ".dixa-webhooks-*"));
        Assert.Equal("ok", Assert.Single(await app.ReadAsync("PRAGMA integrity_check", row => row.GetString(0))));
        Assert.EndsWith("_Facts", Assert.Single(await app.ReadAsync("SELECT max(MigrationId) FROM __EFMigrationsHistory", row => row.GetString(0))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_on_a_full_disk_is_refused_and_leaves_nothing()
    {
        await using var app = await PrepareAsync();
        var target = Directory.CreateDirectory(Path.Combine(app.Folder, "full")).FullName;

        var before = await app.RunCommandAsync(await FullDisk.OfAsync(target), "--backup", Path.Combine(target, "backup.tar.gz"));
        var during = await app.RunCommandAsync(await FullDisk.OfAsync(target, isHidden: true), "--backup", Path.Combine(target, "backup.tar.gz"));

        Assert.Equal((1, 1), (before.ExitCode, during.ExitCode));
        Assert.Matches(SpaceNeeded(), before.Error);
        Assert.Equal($"--backup: The disk of {target} is full. Make room on it.", during.Error.Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    [Fact]
    public async Task A_restore_on_a_full_disk_is_refused_and_changes_nothing()
    {
        await using var app = await PrepareAsync(withWebhook: true);
        var archive = Path.Combine(app.Folder, "backup.tar.gz");
        Assert.Equal(0, (await app.RunCommandAsync("--backup", archive)).ExitCode);

        var before = await app.RunCommandAsync(await FullDisk.OfAsync(app.Folder), "--restore", archive);
        var during = await app.RunCommandAsync(await FullDisk.OfAsync(app.Folder, isHidden: true), "--restore", archive);

        Assert.Matches(SpaceNeeded(), before.Error);
        Assert.Equal(
            [(1, true), (1, true)],
            new[] { before, during }.Select(result => (result.ExitCode, result.Error.Contains("Make room on it, and run this command again", StringComparison.Ordinal) || result.Error.Contains("Make room, and run this command again", StringComparison.Ordinal))));
        Assert.Empty(Directory.EnumerateFileSystemEntries(app.Folder, "*before-restore*"));
        Assert.Single(await app.ReadAsync("SELECT 1 FROM subscriptions", row => row.GetInt32(0)));
    }

    /// <summary>A store that no process uses.</summary>
    /// <param name="withWebhook">Whether it has a webhook.</param>
    /// <param name="before">The last migration of an earlier version.</param>
    private static async Task<AppProcess> PrepareAsync(bool withWebhook = false, string? before = null)
    {
        var app = await AppProcess.PrepareAsync((AppProcess.NoPrivileges, ""));
        if (withWebhook)
        {
            await using var store = await TestStore.OpenAtAsync(app.Folder);
            await store.CreateWebhookAsync();
        }

        if (before is not null)
        {
            await using var store = await TestStore.OpenAtAsync(app.Folder);
            await using var context = await store.ContextAsync();
            await context.GetService<IMigrator>().MigrateAsync(before, Cancel);
        }

        using var pooled = new SqliteConnection($"Data Source={app.Database}");
        SqliteConnection.ClearPool(pooled);
        return app;
    }

    private static async Task ExpectAsync(AppProcess app, string message, string argument = "--demo=false", params (string Key, string Value)[] environment)
    {
        var (exitCode, output, error) = await app.RunCommandAsync(environment, argument);

        Assert.True(exitCode == 1, output + error);
        Assert.StartsWith("Dixa Webhooks cannot start.", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task BreakAsync(string database, string fault)
    {
        switch (fault)
        {
            case "garbage":
                await File.WriteAllTextAsync(database, new string('x', 8_192), Cancel);
                break;
            case "foreign":
                File.Delete(database);
                await using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
                {
                    await connection.OpenAsync(Cancel);
                    await using var command = connection.CreateCommand();
                    command.CommandText = "CREATE TABLE contacts (name TEXT)";
                    await command.ExecuteNonQueryAsync(Cancel);
                }

                break;
            case "empty":
                await File.WriteAllTextAsync(database, "", Cancel);
                break;
            case "unreadable":
                SetMode(database, UnixFileMode.None);
                break;
            default:
                await File.WriteAllTextAsync($"{database}-wal", "", Cancel);
                SetMode($"{database}-wal", UnixFileMode.None);
                break;
        }
    }

    private static async Task RequireModesAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var setpriv = new InstalledProgram("util-linux", "setpriv");
        Assert.SkipUnless(!Environment.IsPrivilegedProcess || await setpriv.FindOrInstallAsync() is not null, $"There is no setpriv. Install it with: {setpriv.InstallCommand}");
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static Dictionary<string, string> Content(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static async Task<int> ExitCodeAsync(IReadOnlyList<string> command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
    }

    [GeneratedRegex(@"The disk of \S+ has 0 bytes of free space, and [0-9.]+ MB are needed\.")]
    private static partial Regex SpaceNeeded();
}
