namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class SecretOverlapTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(604_800, true)]
    [InlineData(604_801, false)]
    [InlineData(-1, false)]
    public void Up_to_seven_days_are_allowed(int seconds, bool allowed) => Assert.Equal(allowed, SecretOverlap.Error(TimeSpan.FromSeconds(seconds)) is null);

    [Fact]
    public void An_invalid_overlap_says_what_is_allowed() => Assert.Equal(
        "The overlap must be between 0 (no overlap) and 604,800 seconds (7 days).", SecretOverlap.Error(TimeSpan.FromDays(8)));

    [Fact]
    public void Every_choice_is_allowed()
    {
        Assert.All(SecretOverlap.Choices, choice => Assert.Null(SecretOverlap.Error(choice)));
        Assert.Contains(SecretOverlap.Usual, SecretOverlap.Choices);
    }

    [Theory]
    [InlineData(1, "1 second")]
    [InlineData(90, "90 seconds")]
    [InlineData(120, "2 minutes")]
    [InlineData(3_600, "1 hour")]
    [InlineData(86_400, "24 hours")]
    [InlineData(172_800, "2 days")]
    [InlineData(604_800, "7 days")]
    public void An_overlap_is_shown_in_its_largest_unit(int seconds, string words) => Assert.Equal(words, SecretOverlap.Words(TimeSpan.FromSeconds(seconds)));
}
