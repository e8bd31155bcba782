using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The size and compression of what a browser downloads, from a development build and from a published one.</summary>
public sealed class CompressionTests(Chromium browser)
{
    private const int MaxColdBytes = 200 * 1024;

    private static readonly string[] Text = ["document", "stylesheet", "script"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_cold_overview_is_small_and_its_text_is_compressed(string environment)
    {
        await using var app = await AppProcess.StartAsync(("ASPNETCORE_ENVIRONMENT", environment));

        await ExpectSmallPageAsync(app);
    }

    [Fact]
    public async Task A_cold_overview_of_a_published_build_is_small_and_compressed()
    {
        var folder = Directory.CreateTempSubdirectory("dixa-webhooks-published-");
        try
        {
            await PublishAsync(folder.FullName);
            await using var app = await AppProcess.StartAsync((AppProcess.PublishedFolder, folder.FullName), ("ASPNETCORE_ENVIRONMENT", "Production"));

            await ExpectSmallPageAsync(app);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_jobs_page_and_the_api_reference_are_compressed_with_their_assets()
    {
        await using var app = await InProcessApp.StartAsync(("ASPNETCORE_ENVIRONMENT", "Production"));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        foreach (var address in new[] { "/jobs", "/docs/api" })
        {
            Assert.Empty(from download in await DownloadsAsync(page, address) where !download.IsCompressed select download);
        }
    }

    [Fact]
    public async Task The_API_description_is_compressed_and_responses_of_the_API_are_not()
    {
        await using var app = await InProcessApp.StartAsync();
        using var description = await GetAsync(app.Client, "/openapi/v1.json");
        using var webhooks = await GetAsync(app.Api, "/v1/webhooks");

        Assert.Equal(["br"], description.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", description.Headers.Vary);
        await using var decompressed = new BrotliStream(await description.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress);
        using var document = await System.Text.Json.JsonDocument.ParseAsync(decompressed, cancellationToken: Cancel);
        Assert.True(document.RootElement.TryGetProperty("paths", out _));
        Assert.Equal(HttpStatusCode.OK, webhooks.StatusCode);
        Assert.Empty(webhooks.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    public async Task A_page_requested_by_another_site_is_not_compressed(string site, bool isCompressed)
    {
        await using var app = await InProcessApp.StartAsync();

        using var page = await GetAsync(app.Client, "/account/sign-in", site);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(isCompressed, page.Content.Headers.ContentEncoding.Count > 0);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string address, string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "br, gzip");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return await client.SendAsync(request, Cancel);
    }

    private static async Task PublishAsync(string folder)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        using var publish = Process.Start(new ProcessStartInfo(
            DotnetHost.Path,
            ["publish", Path.Combine(Repository.Root, "Dixa.Webhooks.Admin"), "-c", configuration, "--no-build", "--disable-build-servers", "-v", "q", "-o", folder])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync(Cancel);
        await publish.WaitForExitAsync(Cancel);
        Assert.True(publish.ExitCode == 0, output);
    }

    private async Task ExpectSmallPageAsync(TestApp app)
    {
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        // A second browser context of the same user, with an empty cache.
        var cold = await browser.OpenAsync(app.Address);
        await cold.Context.AddCookiesAsync((await page.Context.CookiesAsync()).Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Domain = cookie.Domain,
            Path = cookie.Path,
        }));
        var downloads = await DownloadsAsync(cold, AdminScreens.Overview);

        Assert.Contains(downloads, download => download.Address.Contains("MudBlazor.min.", StringComparison.Ordinal));
        Assert.Empty(from download in downloads where Text.Contains(download.Kind) && !download.IsCompressed select download);
        Assert.True(downloads.Sum(download => download.Bytes) <= MaxColdBytes, string.Join('\n', downloads));
        Assert.Empty(from download in downloads where download.Kind is "stylesheet" or "script" && download.CacheControl?.Contains("immutable", StringComparison.Ordinal) is not true select download);
    }

    private static async Task<IReadOnlyList<Download>> DownloadsAsync(IPage page, string address)
    {
        var responses = new ConcurrentQueue<IResponse>();
        page.Response += (_, response) => responses.Enqueue(response);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var downloads = new List<Download>();
        foreach (var response in responses.Where(response => response.Status == 200 && Text.Append("image").Contains(response.Request.ResourceType)))
        {
            await response.FinishedAsync();
            var sizes = await response.Request.SizesAsync();

            // For render-blocking resources Chromium reports the uncompressed size, so the header is preferred.
            var body = int.TryParse(await response.HeaderValueAsync("content-length"), CultureInfo.InvariantCulture, out var length) ? length : sizes.ResponseBodySize;
            downloads.Add(new Download(
                response.Url,
                response.Request.ResourceType,
                body + sizes.ResponseHeadersSize,
                await response.HeaderValueAsync("content-encoding") is "br" or "gzip" or "zstd",
                await response.HeaderValueAsync("cache-control")));
        }

        Assert.NotEmpty(downloads);
        return downloads;
    }

    private sealed record Download(string Address, string Kind, int Bytes, bool IsCompressed, string? CacheControl);
}
