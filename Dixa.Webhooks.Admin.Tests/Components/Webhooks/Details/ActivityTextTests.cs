using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

public sealed class ActivityTextTests
{
    public static TheoryData<ActivityKind> Kinds => [.. Enum.GetValues<ActivityKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_words_of_its_own(ActivityKind kind)
    {
        var text = ActivityText.Of(kind, "more");

        Assert.NotEmpty(text.Icon);
        Assert.EndsWith("more", text.Detail, StringComparison.Ordinal);
        Assert.Single(Kinds, other => ActivityText.Of(other.Data, null).Action == text.Action);
    }

    [Fact]
    public void The_event_of_a_resend_is_called_so() => Assert.Equal("Event 0be2bd61", ActivityText.Of(ActivityKind.Resent, "0be2bd61").Detail);
}
