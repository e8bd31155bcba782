using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed class HistoryFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Webhook = Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960");

    [Fact]
    public void Nothing_chosen_leaves_nothing_out()
    {
        Assert.Equal(new DeliveryQuery { Limit = 25 }, Read(new HistoryFilter()));
        Assert.False(new HistoryFilter { Live = "off", After = "7-7" }.IsRestricted);
        Assert.Equal($"settings/integrations/webhooks/{Webhook}/deliveries", AppUrls.Deliveries(Webhook, new HistoryFilter()));
    }

    [Fact]
    public void Each_filter_is_part_of_the_query_and_of_the_address()
    {
        var filter = new HistoryFilter { Status = "Failed", Event = "CONVERSATION_RATED", Range = "24h", Search = Webhook.ToString(), After = "7-8", Live = "off" };

        Assert.Equal(
            new DeliveryQuery
            {
                Limit = 25,
                State = DeliveryState.Failed,
                EventType = "CONVERSATION_RATED",
                Since = Now.AddDays(-1),
                EventId = Webhook,
                After = new DeliveryPosition(new DateTimeOffset(7, TimeSpan.Zero), 8),
            },
            Read(filter));
        Assert.Equal(
            $"settings/integrations/webhooks/{Webhook}/deliveries?status=Failed&event=CONVERSATION_RATED&range=24h&q={Webhook}&after=7-8&live=off",
            AppUrls.Deliveries(Webhook, filter));
    }

    [Fact]
    public void Times_of_ones_own_are_the_same_for_every_reader()
    {
        var filter = new HistoryFilter { Range = "custom", From = TimeRange.WriteTime(new DateTimeOffset(2026, 2, 1, 13, 0, 0, TimeSpan.FromHours(1))), To = "2026-02-02T12:00Z" };

        Assert.Equal("2026-02-01T12:00Z", filter.From);
        Assert.Equal(new DeliveryQuery { Limit = 25, Since = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero), Until = new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero) }, Read(filter));
    }

    [Theory]
    [InlineData("42", 42L)]
    [InlineData("1", 1L)]
    public void A_number_is_a_deliverys_id(string search, long id) => Assert.Equal(id, Read(new HistoryFilter { Search = search }).DeliveryId);

    [Theory]
    [InlineData("status", "nonsense", "Pending, Delivered, Failed, Cancelled")]
    [InlineData("status", "3", "Pending, Delivered, Failed, Cancelled")]
    [InlineData("event", "NONSENSE", "There is no event named NONSENSE")]
    [InlineData("range", "2h", "1h, 24h, 7d, 30d, custom")]
    [InlineData("from", "yesterday", "a date and time")]
    [InlineData("to", "tomorrow", "a date and time")]
    [InlineData("to", "2026-01-01T00:00Z", "later than From")]
    [InlineData("q", "nonsense", "an event ID")]
    [InlineData("q", "-1", "an event ID")]
    [InlineData("q", "99999999999999999999", "an event ID")]
    [InlineData("after", "x", "does not exist")]
    [InlineData("before", "x", "does not exist")]
    public void An_invalid_value_is_named_with_what_is_allowed(string field, string value, string allowed)
    {
        var filter = new HistoryFilter
        {
            Status = field == "status" ? value : null,
            Event = field == "event" ? value : null,
            Range = field == "range" ? value : field is "from" or "to" ? "custom" : null,
            From = field == "from" ? value : "2026-02-01T00:00Z",
            To = field == "to" ? value : null,
            Search = field == "q" ? value : null,
            After = field == "after" ? value : null,
            Before = field == "before" ? value : null,
        };

        Assert.Null(filter.Read(Now, out var error));
        Assert.Equal(field, error!.Field);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    private static DeliveryQuery Read(HistoryFilter filter)
    {
        var query = filter.Read(Now, out var error);
        Assert.Null(error);
        return query!;
    }
}
