using System.Diagnostics;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Journeys.Browser;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Storage.Copying;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>
/// Runs the commands of the documents as they are written; only addresses, ports, folders and tokens are replaced. Commands that install
/// something or use fixed ports are not run: their options and settings are checked, and the table names the test of what they start.
/// </summary>
public sealed partial class DocumentTests
{
    private const string Walkthrough = "the walkthrough of the API";
    private const string Proxy = "the proxy";
    private const string Sql = "the queries";
    private const string OwnTest = "its own test";

    /// <summary>Each block by the start of its first line, and the test that runs it or what it starts.</summary>
    private static readonly (string FirstLine, string RunBy)[] Known =
    [
        ("dotnet run --project Dixa.Webhooks.Admin", nameof(AppProcess)),
        ("dotnet test", "this run"),
        ("Api__BootstrapToken=replace-me-with-a-long-secret dotnet run", nameof(AppProcess)),
        ("cat > event.json", Walkthrough),
        ("API=http://localhost:5080", Walkthrough),
        ("curl -s $API/v1/webhooks -H", Walkthrough),
        ("ID=", Walkthrough),
        ("curl -s $API/v1/events -H", Walkthrough),
        ("curl -s -X PATCH $API/v1/webhooks/$ID -H \"$TOKEN\" -d '{\"events\"", Walkthrough),
        ("curl -s \"$API/v1/webhooks/$ID/deliveries?", Walkthrough),
        ("curl -s $API/v1/webhooks/$ID/replay", Walkthrough),
        ("curl -s \"$API/v1/audit?", Walkthrough),
        ("curl -s \"$API/v1/deliveries?", Walkthrough),
        ("curl -s -X PATCH $API/v1/webhooks/$ID -H \"$TOKEN\" -d '{\"enabled\"", Walkthrough),
        ("# WEBHOOK_SECRET=", OwnTest),
        ("sudo -u postgres psql -c", nameof(PostgresServer)),
        ("export Storage__Provider=PostgreSql", nameof(SeveralProcessesTests)),
        ("nginx -c", Proxy),
        ("kill %1 %2", nameof(SeveralProcessesTests)),
        ("dotnet out/Dixa.Webhooks.Admin.dll --migrate-store", nameof(StoreCopyToPostgresTests)),
        ("dotnet out/Dixa.Webhooks.Admin.dll --reset-password", nameof(ResetPasswordJourneyTests)),
        ("dotnet out/Dixa.Webhooks.Admin.dll --verify-audit", nameof(VerifyAuditTests)),
        ("dotnet out/Dixa.Webhooks.Admin.dll --backup", nameof(BackupTests)),
        ("dotnet out/Dixa.Webhooks.Admin.dll --restore", nameof(BackupTests)),
        ("pg_dump ", nameof(BackupTests)),
        ("pg_restore ", nameof(BackupTests)),
        ("dotnet run -c Release --project Dixa.Webhooks.Bench -- all", nameof(BenchTests)),
        ("dotnet tool restore", "the migrations' own tests"),
        ("bash .ci/run", "continuous integration"),
        ("SCREENSHOTS=", nameof(ScreenTourTests)),
        ("deploy/release.sh --output release", nameof(ReleaseTests)),
        ("sha256sum --check --ignore-missing SHA256SUMS", nameof(ReleaseTests)),
        ("sudo systemctl daemon-reload", nameof(ServiceUnitTests)),
        ("openssl rand -hex 32", nameof(ReleaseTests)),
        ("sudo systemctl stop dixa-webhooks", nameof(ServiceUnitTests)),
        ("sudo install --directory --owner dixa-webhooks", nameof(ReleaseTests)),
        ("dotnet out/Dixa.Webhooks.Admin.dll doctor", nameof(DoctorCommandTests)),
        ("sudo -u dixa-webhooks tar -xzf", nameof(ReleaseTests)),
        ("install -D --mode 0644 /dev/stdin deploy/secrets/api-token", nameof(DeployFilesTests)),
        ("WITH clock AS", Sql),
        ("SELECT ", Sql),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IReadOnlyList<DocumentBlock> Blocks { get; } = DocumentBlock.Read("sh", "sql", "python");

    [Fact]
    public void Every_block_is_in_the_table_so_that_a_new_one_gets_a_test()
    {
        Assert.NotEmpty(Blocks);
        Assert.Empty(Blocks.Where(block => RunBy(block) is null).Select(block => $"{block.File}: {block.FirstLine}"));
    }

    [Fact]
    public void Every_block_in_the_table_is_still_in_a_document() =>
        Assert.All(Known, known => Assert.Contains(Blocks, block => block.FirstLine.StartsWith(known.FirstLine, StringComparison.Ordinal)));

    [Fact]
    public void Every_filter_selects_tests()
    {
        var tests = typeof(DocumentTests).Assembly.GetTypes().Select(type => type.FullName!).ToList();
        var parts = Blocks.SelectMany(block => Filter().Matches(block.Text)).SelectMany(filter => filter.Groups[1].Value.Split('&', '|')).Select(part => part.Split('~')[^1]).ToList();

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.Contains(tests, test => test.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_command_line_is_valid()
    {
        var lines = Blocks.SelectMany(block => AppCommand().Matches(block.Text)).Select(command => command.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        await using var help = new StringWriter();
        await CommandLine.Parse(["--help"]).WriteAsync(help);

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Empty(CommandLine.Parse(line).Errors));
        Assert.All(lines.SelectMany(line => line).Where(part => part.StartsWith("--", StringComparison.Ordinal) && !part.Contains(':', StringComparison.Ordinal)), option => Assert.Contains(option, help.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_environment_variable_is_a_setting()
    {
        var settings = DocumentBlock.ReadDocument("docs/configuration.md");
        var names = Blocks.SelectMany(block => Variable().Matches(block.Text)).Select(name => ListIndex().Replace(name.Value.Replace("__", ":", StringComparison.Ordinal), "")).Distinct().ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}`", settings, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_has_a_target()
    {
        var broken = new List<string>();
        foreach (var document in DocumentBlock.Documents)
        {
            foreach (Match link in Link().Matches(Prose(document)))
            {
                var (target, anchor) = (link.Groups["target"].Value, link.Groups["anchor"].Value);
                var path = target.Length == 0 ? document : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target)).Replace('\\', '/');
                if (!Path.Exists(Path.Combine(Repository.Root, path)) || (anchor.Length > 0 && !Anchors(path).Contains(anchor)))
                {
                    broken.Add($"{document}: {link.Value}");
                }
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_picture_is_shown_by_a_document()
    {
        var shown = DocumentBlock.Documents.SelectMany(document => Link().Matches(Prose(document)).Select(link => Path.GetFileName(link.Groups["target"].Value))).ToHashSet();

        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(Repository.Root, "docs", "screenshots")).Select(Path.GetFileName), picture => !shown.Contains(picture!));
    }

    [Fact]
    public void Every_event_type_is_in_the_table_of_event_types()
    {
        var document = DocumentBlock.ReadDocument("docs/event-types.md");

        Assert.Empty(
            from type in EventCatalogue.All
            let row = $"| {type.Label} | `{type.Fqn}` | `{type.ApiName}` | {type.Description} |"
            where !document.Contains(row, StringComparison.Ordinal)
            select row);
    }

    [Fact]
    public void The_front_page_is_short() => Assert.InRange(DocumentBlock.ReadDocument("README.md").Split('\n').Length - 1, 1, 130);

    [Fact]
    public async Task The_walkthrough_of_the_API_works_as_written()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync();
        var script = string.Concat(Blocks.Where(block => RunBy(block) == Walkthrough).Select(block => block.Text));
        script = Substitute(script, "http://localhost:5080", app.Address.GetLeftPart(UriPartial.Authority));
        script = Substitute(script, "replace-me-with-a-long-secret", AppProcess.ApiToken);
        script = Substitute(script, "http://127.0.0.1:8080/dixa", receiver.Url.ToString());
        script = Substitute(script, ExampleId(), "ID=$(command curl -s $API/v1/webhooks -H \"$TOKEN\" | grep -o '\"id\":\"[^\"]*\"' | head -1 | cut -d'\"' -f4)");

        // The script is faster than a person: it waits until the delivery is recorded before it resends it.
        script = Substitute(script, ResendOfOne(), "sleep_until_delivered\n$0");
        var output = await RunAsync(app.Folder, $$"""
            set -eu
            curl() { command curl -sS --fail-with-body "$@"; echo; }
            sleep_until_delivered() { until command curl -s $API/v1/webhooks/$ID/deliveries/2 -H "$TOKEN" | grep -q '"status":"Delivered"'; do sleep 0.1; done; }
            {{script}}
            """);

        Assert.Contains("HTTP/1.1 202 Accepted", output, StringComparison.Ordinal);
        Assert.Contains("\"secretKey\":", output, StringComparison.Ordinal);
        Assert.Contains("\"dryRun\":true", output, StringComparison.Ordinal);
        Assert.Contains("\"dryRun\":false", output, StringComparison.Ordinal);
        Assert.Contains("\"enabled\":false", output, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 204 No Content", output, StringComparison.Ordinal);
        Assert.NotEmpty(receiver.Requests);
    }

    [Fact]
    public async Task The_documented_proxy_forwards_events()
    {
        var program = new InstalledProgram("nginx", "nginx");
        Assert.SkipUnless(await program.FindOrInstallAsync() is not null, $"nginx is not installed. Install it with: {program.InstallCommand}");
        var port = FreePort.Find();
        await using var app = await AppProcess.StartAsync(("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        var configuration = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx.conf"), Cancel);
        configuration = Substitute(configuration, "127.0.0.1:5081", app.Address.Authority);
        configuration = Substitute(configuration, "127.0.0.1:5082", app.Address.Authority);
        configuration = Substitute(configuration, "127.0.0.1:5080", $"127.0.0.1:{port}");
        configuration = Substitute(configuration, "/tmp/", $"{app.Folder}/");
        Directory.CreateDirectory(Path.Combine(app.Folder, "deploy"));
        await File.WriteAllTextAsync(Path.Combine(app.Folder, "deploy", "nginx.conf"), configuration, Cancel);
        var script = string.Concat(Blocks.Where(block => RunBy(block) == Proxy || block.FirstLine.StartsWith("cat > event.json", StringComparison.Ordinal)).Select(block => block.Text));
        script = Substitute(script, "-p /tmp", $"-p {app.Folder}");
        script = Substitute(script, "http://localhost:5080", app.Address.GetLeftPart(UriPartial.Authority));
        script = Substitute(script, "http://127.0.0.1:5080", $"http://127.0.0.1:{port}");
        script = Substitute(script, "replace-me-with-a-long-secret", AppProcess.ApiToken);

        var output = await RunAsync(app.Folder, $$"""
            set -eu
            export PATH="$PATH:/usr/sbin"
            curl() { command curl -sS --fail-with-body --retry 5 --retry-connrefused "$@"; echo; }
            {{script}}
            """);

        Assert.Equal(2, output.Split("HTTP/1.1 202 Accepted").Length - 1);
        Assert.Contains("Server: nginx", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queries_run_on_their_provider()
    {
        var queries = Blocks.Where(block => RunBy(block) == Sql).Select(block => block.Text).ToList();
        await using var sqlite = await TestStore.OpenAsync();
        await using var postgres = await TestStore.OpenOnPostgresAsync([]);
        foreach (var store in new[] { sqlite, postgres })
        {
            await store.DeliveryAsync(await store.CreateWebhookAsync());
        }

        // Hangfire creates its tables when its storage is first used.
        using (postgres.Service<Dispatch.Jobs.SharedJobStorage>().Storage.GetConnection())
        {
        }

        var onSqlite = queries.Where(query => query.Contains("unixepoch", StringComparison.Ordinal)).ToList();
        var onBoth = queries.Where(query => !query.Contains("clock", StringComparison.Ordinal) && !query.Contains("hangfire", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(onBoth);
        await using var file = new SqliteConnection(sqlite.Database);
        await using var server = new NpgsqlConnection(postgres.Database);
        foreach (var query in onSqlite.Concat(onBoth))
        {
            await ReadAsync(file, query);
        }

        foreach (var query in queries.Except(onSqlite))
        {
            await ReadAsync(server, query);
        }
    }

    [Fact]
    public async Task The_receiver_example_accepts_only_genuine_requests()
    {
        var program = new InstalledProgram("python3", "python3");
        Assert.SkipUnless(await program.FindOrInstallAsync() is not null, $"Python is not installed. Install it with: {program.InstallCommand}");
        var folder = Directory.CreateTempSubdirectory("dixa-webhooks-documents-").FullName;
        try
        {
            var example = Assert.Single(Blocks, block => block.Language == "python");
            await File.WriteAllTextAsync(Path.Combine(folder, "verify.py"), example.Text, Cancel);
            var secret = new string('a', 64);
            var output = await RunAsync(folder, $$"""
                set -u
                export WEBHOOK_SECRET={{secret}}
                printf '{}' > body.json
                t=$(date +%s%3N)
                v1=$(printf '%s.{}' "$t" | openssl dgst -sha256 -mac HMAC -macopt hexkey:{{secret}} | sed 's/.* //')
                python3 verify.py "t=$t,v1=$v1" < body.json
                printf '{ }' | python3 verify.py "t=$t,v1=$v1"
                true
                """);

            Assert.Equal(["genuine", "refused"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? RunBy(DocumentBlock block) =>
        Known.FirstOrDefault(known => block.FirstLine.StartsWith(known.FirstLine, StringComparison.Ordinal)).RunBy;

    /// <summary>A document without its code blocks, in which brackets are not links.</summary>
    private static string Prose(string document) => Fenced().Replace(DocumentBlock.ReadDocument(document), "");

    /// <summary>The anchors of a document's headings: lowercase, with hyphens for spaces and without other punctuation.</summary>
    private static HashSet<string> Anchors(string document) =>
        [.. Heading().Matches(Prose(document)).Select(heading => NoAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string Substitute(string text, string oldText, string newText)
    {
        Assert.Contains(oldText, text, StringComparison.Ordinal);
        return text.Replace(oldText, newText, StringComparison.Ordinal);
    }

    private static string Substitute(string text, Regex pattern, string replacement)
    {
        Assert.Matches(pattern, text);
        return pattern.Replace(text, replacement.Replace("$(", "$$(", StringComparison.Ordinal).Replace("$A", "$$A", StringComparison.Ordinal).Replace("$T", "$$T", StringComparison.Ordinal));
    }

    private static async Task ReadAsync(System.Data.Common.DbConnection connection, string query)
    {
        if (connection.State is System.Data.ConnectionState.Closed)
        {
            await connection.OpenAsync(Cancel);
        }

        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL comes from the documents.
        command.CommandText = query;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        Assert.True(reader.FieldCount > 0);
        while (await reader.ReadAsync(Cancel))
        {
            Assert.NotNull(reader.GetValue(0));
        }
    }

    /// <summary>Runs a script and returns its output. Fails with the whole output if a command fails.</summary>
    private static async Task<string> RunAsync(string folder, string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(Cancel), bash.StandardError.ReadToEndAsync(Cancel));
        await bash.WaitForExitAsync(Cancel);
        Assert.True(bash.ExitCode == 0, $"The script exited with code {bash.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    /// <summary>A link to another document, picture or heading. Links to other sites are not matched.</summary>
    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#]*)(?:#(?<anchor>[^)]+))?\)")]
    private static partial Regex Link();

    /// <summary>A command that starts the application.</summary>
    [GeneratedRegex(@"(?:dotnet (?:out/Dixa\.Webhooks\.Admin\.dll|run --project Dixa\.Webhooks\.Admin(?: --)?)|/opt/dixa-webhooks/dixa-webhooks-admin)(?<arguments>[^&\n]*)")]
    private static partial Regex AppCommand();

    /// <summary>A setting as an environment variable.</summary>
    [GeneratedRegex("[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+(?==)")]
    private static partial Regex Variable();

    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex ListIndex();

    [GeneratedRegex("--filter \"([^\"]+)\"")]
    private static partial Regex Filter();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("^ID=[0-9a-f-]{36}$", RegexOptions.Multiline)]
    private static partial Regex ExampleId();

    [GeneratedRegex("^curl -s -X POST .*/deliveries/2/resend .*$", RegexOptions.Multiline)]
    private static partial Regex ResendOfOne();
}
