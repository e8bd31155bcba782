using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Privacy;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Components.Privacy;

public sealed class PrivacyPageTests : ComponentTest
{
    private const string Address = "freja@example.com";

    [Fact]
    public async Task A_person_is_erased_after_a_preview_and_the_value_is_typed_again()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        var delivery = await Store.DeliveryAsync(webhook, payload: """{"data":{"text":"freja@example.com"}}""");
        var key = (await Store.DeliveryAsync(delivery)).EventKey;
        await Store.StoreAsync(new StoredEventSubject { Subject = SubjectKey.Of(SubjectKind.Email, Address).Value, EventKey = key });
        var page = Open();

        page.Find(ById("person")).Change("Freja@Example.com");
        await page.Find("form.find").SubmitAsync();

        Assert.Equal("1", page.Find(ById("preview-events")).TextContent);
        Assert.Equal("1, 1 of them pending", page.Find(ById("preview-deliveries")).TextContent);
        Assert.Contains("CRM", page.Find(ById("erasure-preview")).TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(ById("preview-sample")));

        page.Find(ById("confirm")).Change("someone@example.com");
        await page.Find($"{ById("erasure-preview")} form").SubmitAsync();
        Assert.Equal("This is not the value from above.", page.Find(ById("confirm-error")).TextContent.Trim());
        Assert.Equal(DeliveryState.Pending, (await Store.DeliveryAsync(delivery)).State);

        page.Find(ById("confirm")).Change(Address);
        var erasing = page.Find($"{ById("erasure-preview")} form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("Running, 0 % searched", page.Find(ById("erasure-state")).TextContent));
        Assert.Empty(page.FindAll(ById("erasure-preview")));
        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);
        await page.WaitForAssertionAsync(() =>
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("Finished", page.Find(ById("erasure-state")).TextContent);
        });

        await erasing;
        Assert.Equal("Content of 1 event; 1 pending delivery cancelled", page.Find(ById("erasure-removed")).TextContent);
        Assert.DoesNotContain("freja", page.Markup, StringComparison.OrdinalIgnoreCase);
        await using var context = await Store.ContextAsync();
        Assert.Equal(ContentRemoval.Erasure, await context.Events.Select(stored => stored.Removal).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_value_that_is_no_person_is_refused_and_stays()
    {
        var page = Open();

        page.Find(ById("person")).Change("Freja Holm");
        await page.Find("form.find").SubmitAsync();

        Assert.Equal("The value must be an e-mail address, a phone number such as +4520123456, or the uuid of a user.", page.Find(ById("person-error")).TextContent.Trim());
        Assert.Equal("Freja Holm", page.Find(ById("person")).GetAttribute("value"));
        Assert.Empty(page.FindAll(ById("erasure-preview")));
    }

    [Fact]
    public async Task An_unknown_person_can_be_erased_too_and_a_changed_value_hides_the_preview()
    {
        var page = Open();
        page.Find(ById("person")).Change(Address);
        await page.Find("form.find").SubmitAsync();
        Assert.NotEmpty(page.FindAll(ById("preview-none")));

        page.Find(ById("person")).Change("ada@example.com");

        Assert.Empty(page.FindAll(ById("erasure-preview")));
        Assert.NotEmpty(page.FindAll(ById("no-erasures")));
    }

    private IRenderedComponent<PrivacyPage> Open()
    {
        SignIn(Role.Administrator);
        return Render<PrivacyPage>();
    }
}
