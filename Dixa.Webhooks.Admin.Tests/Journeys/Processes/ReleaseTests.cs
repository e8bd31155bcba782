using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>What a release contains, and that it works when it is installed as documented.</summary>
public sealed partial class ReleaseTests(BuiltRelease release) : IClassFixture<BuiltRelease>
{
    private const string Unavailable = $"The release is for {BuiltRelease.Platform}.";

    // It exists everywhere, and stands for the user of the service.
    private const string ServiceUser = "nobody";
    private const string ServiceId = "65534";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_released_program_starts_in_an_empty_folder_and_delivers_an_event()
    {
        Assert.SkipUnless(BuiltRelease.IsForThisMachine, Unavailable);
        await using var app = await AppProcess.PrepareAsync(("Storage:ConnectionString", "Data Source={folder}/state/webhooks.db"));
        await ChecksumsMatchAsync(release.Folder);
        await using (var file = new GZipStream(File.OpenRead(release.Archive), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(file, app.Folder, overwriteFiles: false, Cancel);
        }

        var program = Path.Combine(app.Folder, release.Name);
        await BillOfMaterialsIsCompleteAsync(release.Folder, Path.Combine(program, "THIRD-PARTY-LICENSES.txt"));
        Assert.All(["LICENSE", "README.md", "dixa-webhooks-admin", "docs/operations.md", "deploy/dixa-webhooks.service", "deploy/nginx.conf", "deploy/Caddyfile", "deploy/grafana/dashboard.json", "deploy/prometheus/alerts.yml"], part => Assert.True(File.Exists(Path.Combine(program, part)), part));
        Assert.Empty(Directory.GetFiles(program, "*.dll"));

        await using var receiver = await Receiver.StartAsync();
        using var process = Start(Path.Combine(program, "dixa-webhooks"), app);
        try
        {
            await Eventually.BecomesTrueAsync(() => AnswersAsync(app, process), "the program answers", TimeSpan.FromSeconds(90));
            using var webhook = await app.Api.PostAsync("/v1/webhooks", new StringContent($$"""{"name":"CRM","url":"{{receiver.Url}}","events":["ConversationCreated"]}"""), Cancel);
            Assert.Equal(HttpStatusCode.Created, webhook.StatusCode);
            await app.PublishAsync(1);
            await Eventually.BecomesTrueAsync(() => receiver.Requests.Count > 0, "the event arrives");
            await AssetsAreServedAsync(app);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>
    /// Runs the documented commands that install a release, give it a secret, and operate it. Its folders are below another one, an existing user stands for
    /// that of the service, and the script that runs commands also runs the service, because there is no systemd here.
    /// </summary>
    [Fact]
    public async Task The_documented_commands_of_an_installation_work()
    {
        Assert.SkipUnless(BuiltRelease.IsForThisMachine, Unavailable);
        if (!Environment.IsPrivilegedProcess)
        {
            // Only root can become the user of the service.
            var (refused, message) = await BashAsync(Repository.Root, "deploy/dixa-webhooks-admin doctor");
            Assert.Equal(1, refused);
            Assert.StartsWith("dixa-webhooks-admin: run this as root, for example with sudo.", message, StringComparison.Ordinal);
            return;
        }

        await using var app = await AppProcess.PrepareAsync();
        var root = Path.Combine(app.Folder, "root");
        var install = Moved(Block("sha256sum --check") + Block("openssl rand -hex 32"), root);
        await SucceedsAsync(release.Folder, $"""
            chmod 0711 {app.Folder}
            install --directory --owner {ServiceUser} --mode 0700 {root}/var/lib/dixa-webhooks
            install --directory {root}/opt {root}/etc/systemd/system
            {install}
            """);
        await ConfigureAsync(root, app);

        // The token that the documented command makes is random.
        await File.WriteAllTextAsync($"{root}/etc/dixa-webhooks/api-token", TestApp.ApiToken + "\n", Cancel);
        var commands = Moved(Block("sudo install --directory --owner dixa-webhooks"), root)
            .Replace("systemctl stop dixa-webhooks", "stop", StringComparison.Ordinal).Replace("systemctl start dixa-webhooks", "start", StringComparison.Ordinal);
        var keys = Moved(Block("sudo -u dixa-webhooks tar"), root);
        var output = await SucceedsAsync(app.Folder, $$"""
            start() {
              {{root}}/opt/dixa-webhooks/dixa-webhooks-admin >> server.log 2>&1 & server=$!
              for i in $(seq 600); do kill -0 $server && curl --silent --fail {{app.Address}}healthz && return; sleep 0.1; done
              cat server.log; return 1
            }
            stop() { kill $server; wait $server || true; }
            trap 'kill $server 2> /dev/null || true' EXIT
            start
            curl --silent --fail --header 'Authorization: Bearer {{TestApp.ApiToken}}' {{app.Address}}v1/webhooks --data '{"name":"CRM","url":"https://example.com/","events":["ConversationCreated"]}'
            {{commands}}
            stop
            rm {{root}}/var/lib/dixa-webhooks/keys/*
            {{keys}}
            start
            curl --silent --fail --header 'Authorization: Bearer {{TestApp.ApiToken}}' {{app.Address}}v1/webhooks
            stop
            echo "owners: $(find {{root}}/var/lib/dixa-webhooks {{root}}/srv/backups -printf '%u\n' | sort --unique)"
            """);

        Assert.Matches("(?m)^ok       store ", output);
        Assert.Matches("(?m)^ok       keys ", output);
        Assert.DoesNotMatch("(?m)^error ", output);
        Assert.Matches(@"(?m)^\* Api:BootstrapToken +\S", output);
        Assert.Contains("The audit log is intact", output, StringComparison.Ordinal);
        Assert.Contains("Open this link to set a new password for ada@example.com.", output, StringComparison.Ordinal);
        Assert.Contains("Made the backup ", output, StringComparison.Ordinal);
        Assert.Contains("1 webhooks, 0 events, 0 deliveries.", output, StringComparison.Ordinal);
        Assert.EndsWith($"owners: {ServiceUser}", output.Trim(), StringComparison.Ordinal);
    }

    /// <summary>The settings that differ in a test: folders, the user, the port and the first administrator.</summary>
    private static async Task ConfigureAsync(string root, AppProcess app)
    {
        foreach (var file in new[] { "opt/dixa-webhooks/dixa-webhooks-admin", "etc/dixa-webhooks/settings.env", "etc/systemd/system/dixa-webhooks.service.d/secrets.conf" })
        {
            var path = Path.Combine(root, file);
            var text = Moved(await File.ReadAllTextAsync(path, Cancel), root).Replace("user=dixa-webhooks", $"user={ServiceUser}", StringComparison.Ordinal)
                .Replace("http://127.0.0.1:5080", app.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, text, Cancel);
        }

        await File.AppendAllTextAsync($"{root}/etc/dixa-webhooks/settings.env", $"Accounts__Administrator__Email=ada@example.com\nAccounts__Administrator__Password=\"{TestApp.AdministratorPassword}\"\n", Cancel);
    }

    private static string Block(string firstLine) =>
        Assert.Single(DocumentBlock.Read("sh"), block => block.FirstLine.StartsWith(firstLine, StringComparison.Ordinal)).Text;

    /// <summary>Commands below another root, without those that need systemd or change the machine's users.</summary>
    private static string Moved(string text, string root)
    {
        text = OfTheSystem().Replace(text, "");
        foreach (var (from, to) in new[]
        {
            ("sudo -u dixa-webhooks ", $"setpriv --reuid={ServiceId} --regid={ServiceId} --clear-groups "), ("sudo ", ""), ("--owner dixa-webhooks ", $"--owner {ServiceUser} "), ("--group dixa-webhooks ", $"--group {ServiceId} "),
            ("/opt", $"{root}/opt"), ("/etc/", $"{root}/etc/"), ("/srv/", $"{root}/srv/"), ("/var/", $"{root}/var/"),
        })
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }

    private static async Task<string> SucceedsAsync(string folder, string script)
    {
        var (code, output) = await BashAsync(folder, script);
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task<(int ExitCode, string Output)> BashAsync(string folder, string script)
    {
        using var bash = new Process { StartInfo = AppStart.Info(["bash", "-euc", $"exec 2>&1\n{script}"], folder, []) };
        bash.Start();
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(Cancel), bash.StandardError.ReadToEndAsync(Cancel));
        await bash.WaitForExitAsync(Cancel);
        return (bash.ExitCode, await output + await errors);
    }

    /// <summary>The styles and scripts of the page, which are next to the program and not in it.</summary>
    private static async Task AssetsAreServedAsync(AppProcess app)
    {
        var page = await app.Client.GetStringAsync("/account/sign-in", Cancel);
        var assets = Asset().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains(assets, asset => asset.StartsWith("_framework/blazor.web.", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.StartsWith("_content/MudBlazor/", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            using var response = await app.Client.GetAsync($"/{asset}", Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    private static async Task ChecksumsMatchAsync(string release)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(release, "SHA256SUMS"), Cancel);

        Assert.Equal(Directory.GetFiles(release).Length - 1, lines.Length);
        foreach (var line in lines.Select(line => line.Split("  ")))
        {
            Assert.Equal(line[0], Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(release, line[1]), Cancel))));
        }
    }

    /// <summary>Every component has a version, a license and a hash, also the .NET that the program contains, and what is shipped has the text of its license.</summary>
    private static async Task BillOfMaterialsIsCompleteAsync(string release, string licenses)
    {
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(release, "*.cdx.json")), Cancel));
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(component => component.GetProperty("name").GetString()!);
        var text = await File.ReadAllTextAsync(licenses, Cancel);
        string[] runtime = [$"Microsoft.NETCore.App.Runtime.{BuiltRelease.Platform}", $"Microsoft.AspNetCore.App.Runtime.{BuiltRelease.Platform}"];
        string[] hangfire = ["Hangfire.Core", "Hangfire.AspNetCore", "Hangfire.NetCore", "Hangfire.InMemory", "Hangfire.PostgreSql"];
        string[] shipped = ["MudBlazor", "Microsoft.EntityFrameworkCore.Sqlite", "Npgsql", "OpenTelemetry", .. hangfire, .. runtime];

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.All(components.Values, component => Assert.NotEmpty(component.GetProperty("licenses").EnumerateArray()));
        Assert.All(components.Values, component => Assert.NotEmpty(component.GetProperty("hashes").EnumerateArray()));
        Assert.All(hangfire, name => Assert.StartsWith("LGPL-3.0-", components[name].GetProperty("licenses")[0].GetProperty("license").GetProperty("id").GetString(), StringComparison.Ordinal));

        // The version of .NET is the one that these tests run on, because both come from the SDK of global.json.
        Assert.All(runtime, name => Assert.Equal(Environment.Version.ToString(3), components[name].GetProperty("version").GetString()));
        Assert.All(shipped, name => Assert.Contains($"\n{name} {components[name].GetProperty("version").GetString()}\n  License: ", text, StringComparison.Ordinal));
        Assert.All(["Apache License", "GNU LESSER GENERAL PUBLIC LICENSE", "Permission is hereby granted, free of charge"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    private static Process Start(string program, AppProcess app)
    {
        var process = new Process
        {
            StartInfo = AppStart.Info([program], app.Folder,
            [
                ("Urls", app.Address.GetLeftPart(UriPartial.Authority)),
                ("Storage:ConnectionString", $"Data Source={app.Folder}/state/webhooks.db"),
                ("Api:BootstrapToken", TestApp.ApiToken),
                ("Dispatch:AllowedNetworks:0", "127.0.0.0/8"),

                // It must neither need the installed .NET nor a home folder.
                ("DOTNET_ROOT", "/nonexistent"),
                ("HOME", "/nonexistent"),
            ]),
        };
        process.Start();
        return process;
    }

    private static async Task<bool> AnswersAsync(AppProcess app, Process process)
    {
        if (process.HasExited)
        {
            Assert.Fail($"The program ended with {process.ExitCode}:\n{await process.StandardError.ReadToEndAsync(Cancel)}");
        }

        try
        {
            using var response = await app.Client.GetAsync("/account/setup", Cancel);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("^sudo (?:useradd|systemctl (?:daemon-reload|restart)|journalctl).*\n", RegexOptions.Multiline)]
    private static partial Regex OfTheSystem();

    [GeneratedRegex("(?:href|src)=\"([^\"#/][^\"#]*\\.(?:css|js|svg))\"")]
    private static partial Regex Asset();
}
