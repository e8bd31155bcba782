using Bunit;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class StatusPillTests : ComponentTest
{
    public static TheoryData<EventStatus, string, string, string?> Statuses { get; } = new()
    {
        { EventStatus.Of(AttemptResult.Responded(200)), "success", "Success (200)", null },
        { EventStatus.Of(AttemptResult.Responded(302)), "success", "Success (302)", "A redirect counts as delivered and is never followed." },
        { EventStatus.Of(AttemptResult.Responded(500)), "failed", "Failed (500)", null },
        { EventStatus.Of(AttemptResult.Failed(FailureClass.Timeout)), "failed", "Failed (timeout)", FailureClass.Timeout.Hint() },
        { EventStatus.NotEmitted, "not-emitted", "Not emitted yet", null },
    };

    [Theory]
    [MemberData(nameof(Statuses), DisableDiscoveryEnumeration = true)]
    public void A_pill_has_a_text_next_to_its_color(EventStatus status, string light, string text, string? note)
    {
        var shown = Render<StatusPill>(parameters => parameters.Add(p => p.Status, status).AddUnmatched("data-testid", "pill"));
        var pill = shown.Find(ById("pill"));

        Assert.Equal(light, pill.GetAttribute("data-light"));
        Assert.Equal(text, pill.TextContent.Trim());
        Assert.Equal(note, shown.FindAll(ById("pill-note")).SingleOrDefault()?.TextContent);
        Assert.NotNull(pill.QuerySelector("svg"));
    }

    [Fact]
    public void Where_there_is_no_room_the_note_shows_on_hover()
    {
        var status = EventStatus.Of(AttemptResult.Responded(302));

        var shown = Render<StatusPill>(parameters => parameters.Add(p => p.Status, status).Add(p => p.Compact, true).AddUnmatched("data-testid", "pill"));

        Assert.Equal(status.Note, shown.Find(ById("pill")).GetAttribute("title"));
        Assert.Contains("mud-sr-only", shown.Find(ById("pill-note")).ClassList);
    }
}
