using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

public sealed class VerifyAuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_says_whether_the_log_is_intact_and_names_the_first_row_that_is_not()
    {
        await using var app = await AppProcess.StartAsync();
        var (exitCode, output, error) = await app.RunCommandAsync("--verify-audit");
        Assert.True(exitCode == 0, $"{output}\n{error}");
        Assert.Matches(@"The audit log is intact: rows 1 to \d+\.", output);
        await app.StopCleanlyAsync();

        await using (var connection = new SqliteConnection($"Data Source={app.Database};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE audit SET actor_name = 'Eve' WHERE id = 2";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }

        var changed = await app.RunCommandAsync("--verify-audit");
        Assert.Equal((1, "--verify-audit: row 2 of the audit log was changed, inserted or moved. Rows before it are intact."), (changed.ExitCode, changed.Error.Trim()));

        var noDatabase = await app.RunCommandAsync("--verify-audit", $"--Storage:ConnectionString=Data Source={app.Folder}/none.db");
        Assert.Equal(1, noDatabase.ExitCode);
        Assert.Contains("there is no database", noDatabase.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commands_that_only_read_create_no_keys()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        await app.StopCleanlyAsync();
        Directory.Move(Path.Combine(app.Folder, "keys"), Path.Combine(app.Folder, "lost"));
        var before = Directory.GetFileSystemEntries(app.Folder).Order().ToList();

        var audit = await app.RunCommandAsync("--verify-audit");
        var doctor = await app.RunCommandAsync("doctor");

        Assert.Equal((1, 1), (audit.ExitCode, doctor.ExitCode));
        Assert.Contains("The key of the audit log cannot be decrypted.", audit.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(app.Folder).Order());
    }
}
