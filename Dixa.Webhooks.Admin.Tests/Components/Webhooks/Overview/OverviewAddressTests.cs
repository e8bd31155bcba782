using System.Web;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

public sealed class OverviewAddressTests
{
    public static MatrixTheoryData<WebhookFilter, WebhookSort, bool> Queries { get; } =
        new(Enum.GetValues<WebhookFilter>(), Enum.GetValues<WebhookSort>(), [false, true]);

    [Theory]
    [MemberData(nameof(Queries))]
    public void Each_query_survives_a_round_trip_through_the_URL(WebhookFilter filter, WebhookSort sort, bool descending)
    {
        foreach (var search in new[] { "", "crm & co", "100 %?#+", "Ørsted" })
        {
            var query = new WebhookQuery(search, filter, sort, descending, Page: 7);
            Assert.Equal(query, Read(AppUrls.FindWebhooks(query)));
        }
    }

    [Fact]
    public void What_is_as_usual_stays_out_of_the_address() => Assert.Equal(AppUrls.To(AppRoutes.Webhooks), AppUrls.FindWebhooks(WebhookQuery.Default));

    [Theory]
    [InlineData("?show=everything&sort=size&dir=up&page=0")]
    [InlineData("?show=&sort=&dir=&page=-3&q=%20%20")]
    [InlineData("?page=99999999999")]
    [InlineData("?page=1e3")]
    public void Unknown_values_mean_the_default(string query) => Assert.Equal(WebhookQuery.Default, Read(query));

    [Theory]
    [InlineData(WebhookSort.Name, false)]
    [InlineData(WebhookSort.LastDelivery, true)]
    [InlineData(WebhookSort.SuccessRate, false)]
    [InlineData(WebhookSort.Created, true)]
    public void Each_sort_order_has_a_default_direction(WebhookSort sort, bool descending)
    {
        var address = AppUrls.FindWebhooks(WebhookQuery.Default with { Sort = sort, Descending = descending });

        Assert.DoesNotContain("dir=", address, StringComparison.Ordinal);
        Assert.Equal(descending, Read(address).Descending);
    }

    [Fact]
    public void A_search_is_no_longer_than_its_field() => Assert.Equal(OverviewAddress.MaxSearchLength, Read("?q=" + new string('x', 5_000)).Search.Length);

    private static WebhookQuery Read(string address)
    {
        var values = HttpUtility.ParseQueryString(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "");
        return OverviewAddress.Read(values["q"], values["show"], values["sort"], values["dir"], values["page"]);
    }
}
