namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class AttemptResultTests
{
    [Theory]
    [InlineData(100, false)]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(301, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    [InlineData(599, false)]
    [InlineData(999, false)]
    public void A_status_from_200_to_399_is_success(int status, bool succeeded) => Assert.Equal(succeeded, AttemptResult.Responded(status).Succeeded);

    [Fact]
    public void An_incomplete_response_is_not_a_success_whatever_its_status() =>
        Assert.False(new AttemptResult(200, FailureClass.Reset).Succeeded);

    [Fact]
    public void No_response_is_not_a_success() => Assert.False(new AttemptResult(null, null).Succeeded);

    [Fact]
    public void No_failure_class_is_a_success() =>
        Assert.All(Enum.GetValues<FailureClass>(), failure => Assert.False(AttemptResult.Failed(failure).Succeeded));
}
