using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Rotating the secret on the events tab.</summary>
public sealed class SecretRotationTests : ComponentTest
{
    [Fact]
    public async Task The_overlap_is_a_day_unless_another_is_chosen()
    {
        var (page, dialogs, id) = await OpenAsync();

        await RotateAsync(page, dialogs);

        Assert.Equal(Store.Time.GetUtcNow().AddHours(24), (await Store.WebhookAsync(id)).PreviousSecretUntil);
        await page.WaitForAssertionAsync(() => Assert.Contains("also signs until", page.Find(ById("secret-overlap")).TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(168)]
    public async Task It_lasts_as_long_as_was_chosen(int hours)
    {
        var (page, dialogs, id) = await OpenAsync();

        await RotateAsync(page, dialogs, hours);

        var until = (await Store.WebhookAsync(id)).PreviousSecretUntil;
        Assert.Equal(hours == 0 ? null : Store.Time.GetUtcNow().AddHours(hours), until);
    }

    [Fact]
    public async Task The_dialog_explains_the_effect_on_endpoints()
    {
        var (page, dialogs, _) = await OpenAsync();
        var asking = page.Find(ById("secret-rotate")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("rotate-effect"))));
        Assert.Contains("Reads only the first v1: it continues to work with the old secret", dialogs.Find(ById("rotate-effect")).TextContent, StringComparison.Ordinal);

        await dialogs.Find(ById("overlap-0")).ChangeAsync(true);
        Assert.Contains("Signatures change with the next request", dialogs.Find(ById("rotate-effect")).TextContent, StringComparison.Ordinal);

        await dialogs.Find(ById("rotate-cancel")).ClickAsync();
        await asking;
    }

    [Fact]
    public async Task Who_thinks_better_of_it_changes_nothing()
    {
        var (page, dialogs, id) = await OpenAsync();
        var before = (await Store.WebhookAsync(id)).Secret.Reveal();
        var asking = page.Find(ById("secret-rotate")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("rotate-cancel"))));

        await dialogs.Find(ById("rotate-cancel")).ClickAsync();
        await asking;

        Assert.Equal(before, (await Store.WebhookAsync(id)).Secret.Reveal());
    }

    [Fact]
    public async Task The_dialog_ends_with_the_new_secret_to_copy()
    {
        var (page, dialogs, id) = await OpenAsync();
        var asking = page.Find(ById("secret-rotate")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("rotate-confirm"))));
        await dialogs.Find(ById("rotate-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("secret-copy"))));
        Assert.Equal(Mask.Text, dialogs.Find(ById("secret-value")).TextContent);
        await dialogs.Find(ById("secret-reveal")).ClickAsync();

        Assert.Equal((await Store.WebhookAsync(id)).Secret.Reveal(), dialogs.Find(ById("secret-value")).TextContent);
        await dialogs.Find(ById("rotate-done")).ClickAsync();
        await asking;
    }

    [Fact]
    public async Task The_secret_that_was_shown_is_hidden_when_it_is_another()
    {
        var (page, dialogs, id) = await OpenAsync();
        await page.Find(ById("secret-reveal")).ClickAsync();
        Assert.Equal((await Store.WebhookAsync(id)).Secret.Reveal(), page.Find(ById("secret-value")).TextContent);

        await RotateAsync(page, dialogs);

        await page.WaitForAssertionAsync(() => Assert.Equal(Mask.Text, page.Find(ById("secret-value")).TextContent));
    }

    [Fact]
    public async Task The_secret_that_was_shown_stays_when_something_else_changes()
    {
        var (page, _, id) = await OpenAsync();
        await page.Find(ById("secret-reveal")).ClickAsync();

        await Store.Changes.SetEnabledAsync(Actors.Administrator, id, (await Store.WebhookAsync(id)).Revision, enabled: false, Cancel);
        Store.Time.Advance(TimeSpan.FromSeconds(1));

        await page.WaitForAssertionAsync(() => Assert.Equal("Disabled", page.Find(ById("enabled-pill")).TextContent.Trim()));
        Assert.Equal((await Store.WebhookAsync(id)).Secret.Reveal(), page.Find(ById("secret-value")).TextContent);
    }

    [Fact]
    public async Task An_overlap_is_ended_once_that_is_confirmed()
    {
        var (page, dialogs, id) = await OpenAsync();
        await RotateAsync(page, dialogs);
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("secret-end-overlap"))));

        var asking = page.Find(ById("secret-end-overlap")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll("button")));
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "End now").ClickAsync();
        await asking;

        Assert.Null((await Store.WebhookAsync(id)).PreviousSecret);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("secret-overlap"))));
    }

    [Fact]
    public async Task An_overlap_that_has_ended_is_no_longer_shown()
    {
        var (page, dialogs, _) = await OpenAsync();
        await RotateAsync(page, dialogs, hours: 1);
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("secret-overlap"))));

        Store.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.NotEmpty(page.FindAll(ById("secret-overlap")));
        Store.Time.Advance(TimeSpan.FromMilliseconds(1));

        // No change was recorded, and there was no interaction with the page.
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("secret-overlap"))));
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_rotate_the_secret()
    {
        var (page, dialogs, id) = await OpenAsync();
        GiveRole(Role.Support);

        await RotateAsync(page, dialogs);

        Assert.Equal(1, (await Store.WebhookAsync(id)).Revision);
        Assert.Equal("Only administrators can change webhooks. Nothing was changed.", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message);
    }

    [Fact]
    public async Task Support_is_not_offered_it()
    {
        var (page, _, _) = await OpenAsync(Role.Support);

        Assert.Empty(page.FindAll(ById("secret-rotate")));
    }

    private static async Task RotateAsync(IRenderedComponent<WebhookPage> page, IRenderedComponent<MudDialogProvider> dialogs, int? hours = null)
    {
        var asking = page.Find(ById("secret-rotate")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("rotate-confirm"))));
        if (hours is not null)
        {
            await dialogs.Find(ById($"overlap-{hours}")).ChangeAsync(true);
        }

        await dialogs.Find(ById("rotate-confirm")).ClickAsync();
        if (dialogs.FindAll(ById("rotate-done")).Count > 0)
        {
            await dialogs.Find(ById("rotate-done")).ClickAsync();
        }

        await asking;
    }

    private async Task<(IRenderedComponent<WebhookPage> Page, IRenderedComponent<MudDialogProvider> Dialogs, Guid Id)> OpenAsync(Role role = Role.Administrator)
    {
        SignIn(role);
        var id = await Store.CreateWebhookAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = Render<WebhookPage>(parameters => parameters.Add(p => p.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        return (page, dialogs, id);
    }
}
