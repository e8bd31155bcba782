namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class RetentionRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionRule Rule = new(TimeSpan.FromDays(30), KeepPerEventType: 50, TimeSpan.FromDays(400));

    [Fact]
    public void What_is_older_than_the_age_is_purged() => Assert.Equal(Now.AddDays(-30), Rule.PurgeDeliveriesBefore(Now, oldestKept: Now.AddDays(-2)));

    [Fact]
    public void The_newest_stay_though_they_are_older() => Assert.Equal(Now.AddDays(-80), Rule.PurgeDeliveriesBefore(Now, oldestKept: Now.AddDays(-80)));

    [Fact]
    public void With_fewer_than_the_number_to_keep_nothing_is_purged() => Assert.Null(Rule.PurgeDeliveriesBefore(Now, oldestKept: null));

    [Fact]
    public void Without_a_number_to_keep_only_the_age_counts() => Assert.Equal(Now.AddDays(-30), (Rule with { KeepPerEventType = 0 }).PurgeDeliveriesBefore(Now, oldestKept: null));

    [Fact]
    public void Without_an_age_nothing_is_purged()
    {
        var rule = Rule with { MaxAge = null };

        Assert.Null(rule.PurgeDeliveriesBefore(Now, oldestKept: Now.AddDays(-80)));
        Assert.Null(rule.PurgeEventsBefore(Now));
        Assert.Equal(Now.AddDays(-400), rule.PurgeHoursBefore(Now));
    }
}
