namespace Dixa.Webhooks.Admin.Operations.Status;

public sealed class LaneWaitRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly LaneReport Idle = new(Guid.NewGuid(), Senders: 0, IsSlow: false, WaitsForTurn: false, Refused: 0);

    public static TheoryData<LaneReport?, LaneWait> Lanes { get; } = new()
    {
        { null, LaneWait.Lease },
        { Idle, LaneWait.Lease },
        { Idle with { Senders = 16, IsSlow = true }, LaneWait.Endpoint },
        { Idle with { Senders = 16 }, LaneWait.Backlog },
        { Idle with { WaitsForTurn = true }, LaneWait.Turn },
        { Idle with { Refused = 2 }, LaneWait.StoreRefuses },
        { Idle with { Senders = 1, Refused = 2 }, LaneWait.Backlog },
    };

    [Theory]
    [MemberData(nameof(Lanes), DisableDiscoveryEnumeration = true)]
    public void The_reason_is_what_the_process_reports_about_the_lane(LaneReport? lane, LaneWait wait) =>
        Assert.Equal(wait, LaneWaitRule.Of(lane, Process(), [Process()], Now));

    [Fact]
    public void A_store_that_fails_or_is_slow_comes_before_everything_about_the_lane()
    {
        var hanging = Idle with { Senders = 16, IsSlow = true };

        Assert.Equal(LaneWait.StoreFails, LaneWaitRule.Of(hanging, Process() with { Report = new ProcessReport { StoreFails = true } }, [], Now));
        Assert.Equal(LaneWait.StoreIsSlow, LaneWaitRule.Of(hanging, Process() with { Report = new ProcessReport { WaitsForStore = true } }, [], Now));
    }

    [Fact]
    public void A_process_that_no_longer_reports_holds_the_lane_until_its_lease_ends() =>
        Assert.Equal(LaneWait.LeaseOfSilentProcess, LaneWaitRule.Of(Idle, Process() with { IsThis = false, SeenAt = Now.AddMinutes(-1) }, [], Now));

    [Fact]
    public void Without_a_lease_it_depends_on_whether_any_process_dispatches()
    {
        Assert.Equal(LaneWait.NotTaken, LaneWaitRule.Of(null, null, [Process("Web"), Process("Dispatch")], Now));
        Assert.Equal(LaneWait.NoDispatch, LaneWaitRule.Of(null, null, [Process("Web, Ingest")], Now));
        Assert.Equal(LaneWait.NoDispatch, LaneWaitRule.Of(null, null, [Process("Web"), Process("Dispatch") with { IsThis = false, SeenAt = Now.AddMinutes(-1) }], Now));
    }

    private static ProcessStatus Process(string roles = "Web, Ingest, Dispatch") => new(Guid.NewGuid(), "one:1", roles, "1.0.0", Now, Now, IsThis: true, new ProcessReport());
}
