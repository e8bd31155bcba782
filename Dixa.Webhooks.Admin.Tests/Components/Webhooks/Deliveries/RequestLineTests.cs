using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed class RequestLineTests
{
    private const string Url = "https://crm.example:8443/hooks?a=1";

    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("crm.example:8443", null, Url, null)]
    [InlineData("crm.example:8443", -1, Url, null)]
    [InlineData("crm.example:8443", 1, "crm.example:8443/…", RequestLine.OnlyHost)]
    [InlineData("old.example", 1, "old.example/…", RequestLine.OnlyHost)]
    [InlineData(null, null, Url, null)]
    [InlineData(null, 1, Url, RequestLine.NotSent)]
    // The audit log that had the change may have been purged.
    [InlineData("old.example", null, "old.example/…", RequestLine.OnlyHost)]
    public void The_URL_is_exact_unless_it_was_changed_after_the_attempt(string? host, int? changedMinutesLater, string url, string? note)
    {
        var headers = host is null ? null : SentHeaders.Read(new SentHeaders(host, []).Capture("t=1,v1=aa"), Guid.NewGuid(), 2);
        var attempt = new AttemptView(1, At, TimeSpan.Zero, null, null, headers, null);

        Assert.Equal(new RequestLine(url, note), RequestLine.Of(Url, changedMinutesLater is { } minutes ? At.AddMinutes(minutes) : null, attempt));
    }
}
