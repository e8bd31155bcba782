using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class DisableReasonTests
{
    public static TheoryData<DisableReason, string, string> Reasons => new()
    {
        { DisableReason.By(Actors.Administrator), "Ada disabled this webhook", "Disabled by Ada" },
        { DisableReason.After(25, AttemptResult.Responded(500)), "Dixa Webhooks disabled this webhook after 25 consecutive failures; the last was Failed (500)", "Auto-disabled" },
        { DisableReason.After(3, AttemptResult.Failed(FailureClass.Timeout)), "Dixa Webhooks disabled this webhook after 3 consecutive failures; the last was Failed (timeout)", "Auto-disabled" },
        { DisableReason.After(1, AttemptResult.Responded(404)), "Dixa Webhooks disabled this webhook after 1 consecutive failure; the last was Failed (404)", "Auto-disabled" },
        { new DisableReason(DisableKind.CancelledByActor) { ActorName = "Ada" }, "Ada cancelled this delivery", "Cancelled by Ada" },
        { new DisableReason(DisableKind.Text) { Text = "Moved to another system" }, "Moved to another system", "Moved to another system" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Each_kind_has_a_sentence_and_a_short_form(DisableReason reason, string sentence, string brief) =>
        Assert.Equal((sentence, brief), (reason.Sentence(), reason.Brief()));
}
