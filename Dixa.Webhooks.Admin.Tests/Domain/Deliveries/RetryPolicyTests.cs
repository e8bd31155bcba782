namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class RetryPolicyTests
{
    private static readonly RetryRule Rule = new(5, TimeSpan.FromMinutes(1));
    private static readonly DateTimeOffset EndedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_failure_is_retried_a_minute_after_it_ended(int attempt) =>
        Assert.Equal(new NextStep.RetryAt(EndedAt.AddMinutes(1)), RetryPolicy.Next(attempt, AttemptResult.Responded(500), EndedAt, Rule));

    [Fact]
    public void A_fifth_failure_is_not_retried() =>
        Assert.Equal(new NextStep.GiveUp(), RetryPolicy.Next(5, AttemptResult.Responded(500), EndedAt, Rule));

    [Fact]
    public void A_failure_beyond_a_lowered_limit_is_not_retried() =>
        Assert.Equal(new NextStep.GiveUp(), RetryPolicy.Next(4, AttemptResult.Responded(500), EndedAt, Rule with { MaxAttempts = 3 }));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_success_ends_the_delivery_at_any_attempt(int attempt) =>
        Assert.Equal(new NextStep.Done(), RetryPolicy.Next(attempt, AttemptResult.Responded(200), EndedAt, Rule));

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void Every_other_status_is_retried(int status, bool done) =>
        Assert.Equal(done, RetryPolicy.Next(1, AttemptResult.Responded(status), EndedAt, Rule) is NextStep.Done);

    [Fact]
    public void A_status_200_with_an_incomplete_response_is_retried() =>
        Assert.IsType<NextStep.RetryAt>(RetryPolicy.Next(1, new AttemptResult(200, FailureClass.Timeout), EndedAt, Rule));

    [Fact]
    public void Every_failure_class_is_retried() =>
        Assert.All(Enum.GetValues<FailureClass>(), failure =>
            Assert.IsType<NextStep.RetryAt>(RetryPolicy.Next(1, AttemptResult.Failed(failure), EndedAt, Rule)));
}
