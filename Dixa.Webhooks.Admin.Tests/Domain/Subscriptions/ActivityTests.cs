namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class ActivityTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 12, 30, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(1, 0, null, "1 delivery that failed since 2026-03-01 11:30 UTC")]
    [InlineData(0, 1, null, "1 delivery that was cancelled since 2026-03-01 11:30 UTC")]
    [InlineData(0, 42, null, "42 deliveries that were cancelled since 2026-03-01 11:30 UTC")]
    [InlineData(3, 42, null, "45 deliveries that failed or were cancelled since 2026-03-01 11:30 UTC")]
    [InlineData(1_201, 0, "CONVERSATION_RATED", "1,201 deliveries of CONVERSATION_RATED that failed since 2026-03-01 11:30 UTC")]
    public void A_resend_of_many_says_how_many_of_what_and_since_when(int failed, int cancelled, string? eventType, string detail) =>
        Assert.Equal(new Activity(ActivityKind.ResentFailed, detail), Activity.ResentFailed(failed, cancelled, Since, eventType));

    [Theory]
    [InlineData(0, "No overlap: the old secret expired immediately")]
    [InlineData(90, "The old secret also signs for 90 minutes, until 2026-03-01 13:00 UTC")]
    public void A_rotation_says_how_long_the_old_secret_signs(int minutes, string detail) =>
        Assert.Equal(new Activity(ActivityKind.SecretRotated, detail), Activity.Rotated(TimeSpan.FromMinutes(minutes), Since));
}
