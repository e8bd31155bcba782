using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// Compresses what is made or read at run time: pages, the API's description, and the assets that Hangfire and Scalar serve themselves.
/// The application's static assets are compressed when it is built.
/// </summary>
/// <remarks>
/// Compression over HTTPS lets an attacker who can make a browser send requests, and can see their size, guess at what a page contains (BREACH).
/// No page contains a secret, and antiforgery tokens are different in each response. As a second line, only what the browser says is its
/// own site's request, or one typed by the user, is compressed: an attacker's request comes from another site.
/// </remarks>
internal static class PageCompression
{
    private static readonly string[] OwnSite = ["same-origin", "none"];

    public static IServiceCollection AddPageCompression(this IServiceCollection services) => services
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest)
        .AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "font/ttf", "font/otf"];
        });

    public static void UsePageCompression(this WebApplication app) => app.UseWhen(Applies, branch => branch.UseResponseCompression());

    /// <summary>Programs that are no browser send no <c>Sec-Fetch-Site</c>.</summary>
    private static bool Applies(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !context.Request.Path.StartsWithSegments("/v1")
        && !context.Request.Path.StartsWithSegments("/_blazor")
        && (context.Request.Headers["Sec-Fetch-Site"].ToString() is var site && (site.Length == 0 || OwnSite.Contains(site)));
}
