namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>
/// Interleaves several conversations and returns their events. The same random numbers and times produce the same script.
/// The first conversations are chosen so that every event type occurs early.
/// </summary>
public sealed class DemoScript(Random random, long firstCsid)
{
    /// <summary>The number of concurrent conversations.</summary>
    public const int AtOnce = 4;

    private static readonly (DemoTurns Turns, DemoChannel Channel)[] Opening =
    [
        (DemoTurns.Tagged | DemoTurns.Noted | DemoTurns.Tracked | DemoTurns.InTime | DemoTurns.Rated | DemoTurns.Commented, DemoChannel.Email),
        (DemoTurns.BannedUser, DemoChannel.Form),
        (DemoTurns.Abandoned | DemoTurns.InTime | DemoTurns.Transcribed, DemoChannel.Phone),
        (DemoTurns.Replaced | DemoTurns.Retagged | DemoTurns.Transferred | DemoTurns.Typed | DemoTurns.TooLate, DemoChannel.Chat),
        (DemoTurns.BannedIp, DemoChannel.Chat),
        (DemoTurns.Unassigned | DemoTurns.Pending | DemoTurns.Reopened | DemoTurns.Rated, DemoChannel.Messenger),
        (DemoTurns.Attributed | DemoTurns.Bounced, DemoChannel.Email),
        (DemoTurns.Complained, DemoChannel.Email),
    ];

    private static readonly DemoTurns[] Usual =
    [
        DemoTurns.Tagged, DemoTurns.Retagged, DemoTurns.Noted, DemoTurns.Unassigned, DemoTurns.Transferred, DemoTurns.Pending, DemoTurns.Reopened,
        DemoTurns.Rated, DemoTurns.Commented, DemoTurns.Replaced, DemoTurns.Typed, DemoTurns.Attributed, DemoTurns.Transcribed, DemoTurns.Tracked, DemoTurns.InTime,
    ];

    private static readonly DemoChannel[] Channels = [DemoChannel.Email, DemoChannel.Email, DemoChannel.Form, DemoChannel.Chat, DemoChannel.Messenger, DemoChannel.Phone];

    private readonly DemoCast _cast = new(random);
    private readonly List<DemoConversation> _running = [];
    private int _started;

    /// <summary>Returns the next event.</summary>
    public DemoEvent Next(DateTimeOffset now)
    {
        while (true)
        {
            if (_running.Count < AtOnce)
            {
                _running.Add(Begin());
            }

            // Prefers older conversations, so that each one ends.
            var conversation = _running[Math.Min(random.Next(_running.Count), random.Next(_running.Count))];
            if (conversation.Next(now) is { } next)
            {
                return next;
            }

            _running.Remove(conversation);
        }
    }

    private DemoConversation Begin()
    {
        var number = _started++;
        var (turns, channel) = number < Opening.Length ? Opening[number] : RandomConversation();
        var isSpam = (turns & (DemoTurns.BannedUser | DemoTurns.BannedIp)) != 0;
        var story = isSpam ? DemoStories.Spam : DemoStories.All[number % DemoStories.All.Count];
        return new DemoConversation(_cast, firstCsid + number, story, turns, channel, random.Next(4_000, 10_000));
    }

    private (DemoTurns Turns, DemoChannel Channel) RandomConversation()
    {
        var channel = _cast.Any(Channels);
        return (random.Next(20) switch
        {
            0 when channel == DemoChannel.Chat => DemoTurns.BannedIp,
            0 when channel != DemoChannel.Phone => DemoTurns.BannedUser,
            1 => DemoTurns.Abandoned,
            2 => DemoTurns.Abandoned | DemoTurns.InTime | DemoTurns.Transcribed,
            3 => DemoTurns.Bounced,
            4 => DemoTurns.TooLate | DemoTurns.Tagged | DemoTurns.Rated,
            _ => Usual.Where(_ => random.Next(3) == 0).Aggregate(DemoTurns.None, (all, turn) => all | turn),
        }, channel);
    }
}
