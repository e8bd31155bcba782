using System.Net;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>The downloads of the audit log, over real HTTP.</summary>
public sealed class AuditDownloadTests(AuditedApp audited) : IClassFixture<AuditedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AppRoutes.AuditCsv, "text/csv", ".csv", "id,at,actorKind,")]
    [InlineData(AppRoutes.AuditNdjson, "application/x-ndjson", ".ndjson", "{\"id\":")]
    public async Task An_administrator_downloads_it_and_the_download_is_recorded_with_the_address(string path, string mediaType, string extension, string start)
    {
        using var browser = audited.App.Browser();
        using var signedIn = await InProcessApp.SignInAsync(browser);

        using var response = await browser.GetAsync($"{path}?action=SignedIn", Cancel);

        Assert.Equal((HttpStatusCode.OK, mediaType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.EndsWith(extension, response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains("SignedIn", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ApplicationStarted", text, StringComparison.Ordinal);
        var world = new AuditedWorld(audited.App);
        var newest = (await world.Service<AuditSearch>().FindAsync(new AuditQuery { Action = AuditAction.AuditExported }, Cancel)).Rows[0];
        Assert.Equal((TestApp.AdministratorEmail, "127.0.0.1"), (newest.ActorName, newest.Address));
    }

    [Fact]
    public async Task An_invalid_range_is_400_and_names_the_field()
    {
        using var browser = audited.App.Browser();
        using var signedIn = await InProcessApp.SignInAsync(browser);

        using var response = await browser.GetAsync($"{AppRoutes.AuditCsv}?range=custom&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z", Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "To must be later than From."), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
    }

    [Fact]
    public async Task Nobody_else_downloads_it()
    {
        using var browser = audited.App.Browser();
        using var anonymous = await browser.GetAsync(AppRoutes.AuditCsv, Cancel);
        Assert.Equal(HttpStatusCode.Found, anonymous.StatusCode);
        Assert.Contains(AppRoutes.SignIn, anonymous.Headers.Location?.ToString(), StringComparison.Ordinal);

        var world = new AuditedWorld(audited.App);
        var person = await world.PersonAsync();
        using var signedIn = await InProcessApp.SignInAsync(browser, person.Name, AuditedWorld.Password);
        using var support = await browser.GetAsync(AppRoutes.AuditCsv, Cancel);
        Assert.Equal(HttpStatusCode.Found, support.StatusCode);
        Assert.Contains(AppRoutes.AccessDenied, support.Headers.Location?.ToString(), StringComparison.Ordinal);
    }
}
