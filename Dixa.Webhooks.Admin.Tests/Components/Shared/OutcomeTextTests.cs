using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class OutcomeTextTests
{
    [Theory]
    [InlineData(0, 0, null, "No attempts in the last 24 hours")]
    [InlineData(1, 0, "100 %", "100 % of 1 attempt in the last 24 hours succeeded")]
    [InlineData(0, 2, "0 %", "0 % of 2 attempts in the last 24 hours succeeded")]
    [InlineData(1_183, 21, "98.2 %", "98.2 % of 1,204 attempts in the last 24 hours succeeded")]
    [InlineData(99_999, 1, "99.9 %", "99.9 % of 100,000 attempts in the last 24 hours succeeded")]
    public void A_rate_is_never_rounded_up(long succeeded, long failed, string? rate, string sentence)
    {
        var day = new DayOutcome([new AttemptCount(DateTimeOffset.UnixEpoch, succeeded, failed)]);

        Assert.Equal(rate, OutcomeText.Rate(day));
        Assert.Equal(sentence, OutcomeText.Sentence(day));
    }
}
