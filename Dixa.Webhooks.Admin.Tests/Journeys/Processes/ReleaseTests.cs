using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>
/// The files of a release. Continuous integration builds them before the tests and names their folder in <c>RELEASE_FOLDER</c>; otherwise the
/// test builds them.
/// </summary>
public sealed partial class ReleaseTests
{
    private const string Platform = "linux-x64";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_released_program_starts_in_an_empty_folder_and_delivers_an_event()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.X64, $"The release is for {Platform}.");
        await using var app = await AppProcess.PrepareAsync(("Storage:ConnectionString", "Data Source={folder}/state/webhooks.db"));
        var release = await BuildAsync(app.Folder);
        var archive = Assert.Single(Directory.GetFiles(release, $"*-{Platform}.tar.gz"));
        await ChecksumsMatchAsync(release);
        await BillOfMaterialsIsCompleteAsync(release);
        await using (var file = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(file, app.Folder, overwriteFiles: false, Cancel);
        }

        var program = Path.Combine(app.Folder, Path.GetFileName(archive).Replace(".tar.gz", "", StringComparison.Ordinal));
        Assert.All(["LICENSE", "README.md", "docs/operations.md", "deploy/dixa-webhooks.service", "deploy/nginx.conf", "deploy/Caddyfile", "deploy/grafana/dashboard.json", "deploy/prometheus/alerts.yml"], part => Assert.True(File.Exists(Path.Combine(program, part)), part));
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

    private static async Task BillOfMaterialsIsCompleteAsync(string release)
    {
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(release, "*.cdx.json")), Cancel));
        var components = bill.RootElement.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()).ToList();

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.All(["MudBlazor", "Microsoft.EntityFrameworkCore.Sqlite", "Hangfire.Core", "Npgsql"], name => Assert.Contains(name, components));
    }

    private static async Task<string> BuildAsync(string folder)
    {
        if (Environment.GetEnvironmentVariable("RELEASE_FOLDER") is { Length: > 0 } built)
        {
            return built;
        }

        var output = Path.Combine(folder, "release");
        using var bash = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "deploy", "release.sh"), "--output", output, Platform]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (text, errors) = (bash.StandardOutput.ReadToEndAsync(Cancel), bash.StandardError.ReadToEndAsync(Cancel));
        await bash.WaitForExitAsync(Cancel);
        Assert.True(bash.ExitCode == 0, $"{await text}\n{await errors}");
        return output;
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

    [GeneratedRegex("(?:href|src)=\"([^\"#/][^\"#]*\\.(?:css|js|svg))\"")]
    private static partial Regex Asset();
}
