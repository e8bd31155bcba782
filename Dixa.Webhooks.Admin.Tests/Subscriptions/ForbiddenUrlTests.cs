using System.Net;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>URLs that lead to forbidden addresses, as users might enter them.</summary>
public sealed class ForbiddenUrlTests : StoreTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Dispatch:AllowedNetworks:0"] = "10.7.0.0/16" };

    [Theory]
    [InlineData("http://127.0.0.1/", "127.0.0.1 is")]
    [InlineData("http://127.0.0.1:8080/in?x=1", "127.0.0.1 is")]
    [InlineData("http://2130706433/", "127.0.0.1 is")]
    [InlineData("http://0x7f.1/", "127.0.0.1 is")]
    [InlineData("http://0x7f000001/", "127.0.0.1 is")]
    [InlineData("http://0177.0.0.1/", "127.0.0.1 is")]
    [InlineData("http://017700000001/", "127.0.0.1 is")]
    [InlineData("http://127.1/", "127.0.0.1 is")]
    [InlineData("http://0/", "0.0.0.0 is")]
    [InlineData("http://10.0x1.0102.3/", "10.1.66.3 is")]
    [InlineData("http://127.0.0.1./", "127.0.0.1 is")]
    [InlineData("http://127。0。0。1/", "127.0.0.1 is")]
    [InlineData("http://[::1]/", "::1 is")]
    [InlineData("http://[::]/", ":: is")]
    [InlineData("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1 is")]
    [InlineData("http://[::ffff:7f00:1]/", "::ffff:127.0.0.1 is")]
    [InlineData("http://[::127.0.0.1]/", "::127.0.0.1 is")]
    [InlineData("http://[64:ff9b::127.0.0.1]/", "64:ff9b::7f00:1 is")]
    [InlineData("http://[64:ff9b:1::a00:1]/", "64:ff9b:1::a00:1 is")]
    [InlineData("http://[2002:7f00:1::]/", "2002:7f00:1:: is")]
    [InlineData("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "2001:0:4136:e378:8000:63bf:3fff:fdd2 is")]
    [InlineData("http://[fe80::1%25eth0]/", "fe80::1 is")]
    [InlineData("http://localhost/", "localhost resolves to 127.0.0.1, which is")]
    [InlineData("http://LOCALHOST:5080/", "localhost resolves to 127.0.0.1, which is")]
    [InlineData("http://localhost./", "localhost. resolves to 127.0.0.1, which is")]
    [InlineData("http://app.localhost/", "app.localhost resolves to 127.0.0.1, which is")]
    [InlineData("http://intranet.example/", "intranet.example resolves to 10.0.0.9, which is")]
    [InlineData("http://both.example/", "both.example resolves to 192.168.0.1, which is")]
    public async Task Is_refused_with_what_is_allowed_at_the_fields_name(string url, string why)
    {
        Store.Names["intranet.example"] = [IPAddress.Parse("10.0.0.9")];
        Store.Names["both.example"] = [IPAddress.Parse("93.184.215.14"), IPAddress.Parse("192.168.0.1")];

        var result = await Store.Changes.CreateAsync(Actors.Administrator, Drafts.With(draft => draft.Url = url), Cancel);

        Assert.Equal(
            new FieldError("url", $"{why} a private, local or reserved address. Only public addresses and the networks in Dispatch:AllowedNetworks are allowed."),
            Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors));
        Assert.Empty(await Store.Reads.ListAsync(Cancel));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", "169.254.169.254")]
    [InlineData("http://168.63.129.16/machine?comp=goalstate", "168.63.129.16")]
    [InlineData("http://[fd00:ec2::254]/", "fd00:ec2::254")]
    public async Task A_metadata_service_is_refused_with_the_entry_that_would_allow_it(string url, string address)
    {
        var result = await Store.Changes.CreateAsync(Actors.Administrator, Drafts.With(draft => draft.Url = url), Cancel);

        var bits = address.Contains(':', StringComparison.Ordinal) ? 128 : 32;
        Assert.Equal(
            new FieldError("url", $"{address} is a cloud provider's metadata service. It is allowed only if Dispatch:AllowedNetworks contains exactly {address}/{bits}."),
            Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors));
    }

    [Theory]
    [InlineData("https://93.184.215.14/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    [InlineData("https://public.example/")]
    [InlineData("https://not-yet.example/")]
    [InlineData("http://10.7.255.255/")]
    [InlineData("http://[::ffff:10.7.0.1]/")]
    public async Task Public_allowed_and_not_yet_resolvable_hosts_are_accepted(string url)
    {
        Store.Names["public.example"] = [IPAddress.Parse("93.184.215.14")];

        Assert.IsType<SaveResult.Saved>(await Store.Changes.CreateAsync(Actors.Administrator, Drafts.With(draft => draft.Url = url), Cancel));
    }

    [Fact]
    public async Task It_is_reported_together_with_other_errors()
    {
        var draft = Drafts.With(draft => (draft.Url, draft.Name) = ("http://127.1/", ""));

        var result = await Store.Changes.CreateAsync(Actors.Administrator, draft, Cancel);

        Assert.Equal(["name", "url"], Assert.IsType<SaveResult.Invalid>(result).Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task An_edit_to_one_is_refused_and_changes_nothing()
    {
        var id = await Store.CreateWebhookAsync();

        var result = await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => (draft.Name, draft.Url) = ("New", "http://[::1]/")), Cancel);

        Assert.Equal("url", Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Field);
        Assert.Equal("CRM updates", (await Store.WebhookAsync(id)).Name);
    }

    [Fact]
    public async Task A_webhook_whose_stored_URL_became_private_can_still_be_renamed_but_not_moved_to_another_private_URL()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Url = "http://moves.example/hook");
        Store.Names["moves.example"] = [IPAddress.Parse("10.0.0.9")];

        var renamed = await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => (draft.Name, draft.Url) = ("New", "http://moves.example/hook")), Cancel);
        var moved = await Store.Changes.EditAsync(Actors.Administrator, id, 2, Drafts.With(draft => draft.Url = "http://moves.example/other"), Cancel);

        Assert.IsType<SaveResult.Saved>(renamed);
        Assert.IsType<SaveResult.Invalid>(moved);
    }

    [Fact]
    public async Task Support_does_not_learn_where_a_name_leads()
    {
        var id = await Store.CreateWebhookAsync();
        var draft = Drafts.With(draft => draft.Url = "http://localhost/");

        Assert.IsType<SaveResult.Forbidden>(await Store.Changes.CreateAsync(Actors.Support, draft, Cancel));
        Assert.IsType<SaveResult.Forbidden>(await Store.Changes.EditAsync(Actors.Support, id, 1, draft, Cancel));
    }
}
