using System.IO.Compression;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.ResponseCompression;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// Compresses responses that are generated at run time: pages, the OpenAPI document, and the assets that Hangfire and Scalar serve themselves.
/// The application's own static assets are compressed at build time.
/// </summary>
/// <remarks>
/// Compression over HTTPS lets an attacker who can make a browser send requests, and can see their size, guess what a page contains (BREACH).
/// No page contains a secret, and antiforgery tokens differ in each response. As a second line of defense, only requests that the browser
/// reports as same-origin or typed by the user are compressed: an attacker's requests come from another site.
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

    /// <summary>Clients that are not browsers send no <c>Sec-Fetch-Site</c> header. They are not affected by BREACH, so they get compressed responses.</summary>
    private static bool Applies(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !context.Request.Path.StartsWithSegments(AppRoutes.Api)
        && !context.Request.Path.StartsWithSegments(AppRoutes.Hub)
        && (context.Request.Headers["Sec-Fetch-Site"].ToString() is var site && (site.Length == 0 || OwnSite.Contains(site)));
}
