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
    public void A_responses_status_is_shown_with_its_code(int status, StatusLight light, string text)
    {
        var shown = EventStatus.Of(AttemptResult.Responded(status));

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
    public void A_failure_without_a_response_is_shown_with_its_class_and_a_hint(FailureClass failure, string text)
    {
        var shown = EventStatus.Of(AttemptResult.Failed(failure));

        Assert.Equal((StatusLight.Failed, text), (shown.Light, shown.Text));
        Assert.Equal(failure.Hint(), shown.Note);
        Assert.Matches("^[A-Z].+\\.$", failure.Hint());
    }

    [Fact]
    public void Every_failure_class_has_texts() =>
        Assert.All(Enum.GetValues<FailureClass>(), failure => Assert.NotEqual("Failed ()", EventStatus.Of(AttemptResult.Failed(failure)).Text));

    [Fact]
    public void An_incomplete_response_is_shown_as_a_failure() =>
        Assert.Equal("Failed (timeout)", EventStatus.Of(new AttemptResult(200, FailureClass.Timeout)).Text);

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    [InlineData(399, true)]
    public void A_redirect_says_that_it_is_not_followed(int status, bool says) =>
        Assert.Equal(says, EventStatus.Of(AttemptResult.Responded(status)).Note?.Contains("never followed", StringComparison.Ordinal) is true);

    [Fact]
    public void Before_the_first_attempt_it_is_gray() =>
        Assert.Equal(new EventStatus(StatusLight.NotEmitted, "Not emitted yet", null), EventStatus.NotEmitted);

    [Fact]
    public void In_brief_it_is_only_the_status_code_or_the_failure() => Assert.Equal(
        ["200", "503", "timeout", null],
        new[] { EventStatus.Of(AttemptResult.Responded(200)), EventStatus.Of(AttemptResult.Responded(503)), EventStatus.Of(AttemptResult.Failed(FailureClass.Timeout)), EventStatus.NotEmitted }.Select(status => status.Brief));
}
