namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class EventStatusTests
{
    [Theory]
    [InlineData(200, StatusLight.Success, "Success (200)")]
    [InlineData(204, StatusLight.Success, "Success (204)")]
    [InlineData(301, StatusLight.Success, "Success (301)")]
    [InlineData(400, StatusLight.Failed, "Failed (400)")]
    [InlineData(404, StatusLight.Failed, "Failed (404)")]
    [InlineData(500, StatusLight.Failed, "Failed (500)")]
    [InlineData(199, StatusLight.Failed, "Failed (199)")]
    public void An_answers_status_is_told_with_its_number(int status, StatusLight light, string text)
    {
        var shown = EventStatus.Of(AttemptResult.Answered(status));

        Assert.Equal((light, text), (shown.Light, shown.Text));
    }

    [Theory]
    [InlineData(FailureClass.Timeout, "Failed (timeout)")]
    [InlineData(FailureClass.Refused, "Failed (refused)")]
    [InlineData(FailureClass.Dns, "Failed (DNS)")]
    [InlineData(FailureClass.Tls, "Failed (TLS)")]
    [InlineData(FailureClass.Reset, "Failed (reset)")]
    [InlineData(FailureClass.ForbiddenAddress, "Failed (forbidden address)")]
    [InlineData(FailureClass.InvalidRequest, "Failed (invalid request)")]
    [InlineData(FailureClass.InvalidResponse, "Failed (invalid response)")]
    [InlineData(FailureClass.ResponseTooLarge, "Failed (response too large)")]
    [InlineData(FailureClass.Unreachable, "Failed (unreachable)")]
    public void A_failure_without_an_answer_is_told_with_its_class_and_a_hint(FailureClass failure, string text)
    {
        var shown = EventStatus.Of(AttemptResult.Failed(failure));

        Assert.Equal((StatusLight.Failed, text), (shown.Light, shown.Text));
        Assert.Equal(failure.Hint(), shown.Note);
        Assert.Matches("^[A-Z].+\\.$", failure.Hint());
    }

    [Fact]
    public void Every_class_of_failure_has_words() =>
        Assert.All(Enum.GetValues<FailureClass>(), failure => Assert.NotEqual("Failed ()", EventStatus.Of(AttemptResult.Failed(failure)).Text));

    [Fact]
    public void An_answer_that_broke_off_is_told_by_its_failure() =>
        Assert.Equal("Failed (timeout)", EventStatus.Of(new AttemptResult(200, FailureClass.Timeout)).Text);

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    [InlineData(399, true)]
    public void A_redirect_says_that_it_is_not_followed(int status, bool says) =>
        Assert.Equal(says, EventStatus.Of(AttemptResult.Answered(status)).Note?.Contains("never followed", StringComparison.Ordinal) is true);

    [Fact]
    public void Before_the_first_attempt_it_is_gray() =>
        Assert.Equal(new EventStatus(StatusLight.NotEmitted, "Not emitted yet", null), EventStatus.NotEmitted);

    [Fact]
    public void Automatic_disabling_says_how_many_failed_and_how_the_last_did() =>
        Assert.Equal(
            "Disabled automatically after 25 failed attempts in a row; the last was Failed (500)",
            DisableReason.AfterFailures(25, AttemptResult.Answered(500)));
}
