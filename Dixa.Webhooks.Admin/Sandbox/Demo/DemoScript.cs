namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>
/// Lets several conversations run side by side and says what happens next. The same random numbers and times make the
/// same play; the first conversations are so chosen that every event type has its turn soon.
/// </summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="firstCsid">The number of the first conversation.</param>
public sealed class DemoScript(Random random, long firstCsid)
{
    /// <summary>So many conversations are held at a time.</summary>
    public const int AtOnce = 4;

    private static readonly (DemoTurns Turns, DemoChannel Channel)[] Opening =
    [
        (DemoTurns.Tagged | DemoTurns.Noted | DemoTurns.Rated | DemoTurns.Commented, DemoChannel.Email),
        (DemoTurns.BannedUser, DemoChannel.Form),
        (DemoTurns.Abandoned, DemoChannel.Phone),
        (DemoTurns.Replaced | DemoTurns.Retagged | DemoTurns.Transferred, DemoChannel.Chat),
        (DemoTurns.BannedIp, DemoChannel.Chat),
        (DemoTurns.Unassigned | DemoTurns.Pending | DemoTurns.Reopened | DemoTurns.Rated, DemoChannel.Messenger),
    ];

    private static readonly DemoTurns[] Usual =
    [
        DemoTurns.Tagged, DemoTurns.Retagged, DemoTurns.Noted, DemoTurns.Unassigned, DemoTurns.Transferred, DemoTurns.Pending, DemoTurns.Reopened,
        DemoTurns.Rated, DemoTurns.Commented, DemoTurns.Replaced,
    ];

    private static readonly DemoChannel[] Channels = [DemoChannel.Email, DemoChannel.Email, DemoChannel.Form, DemoChannel.Chat, DemoChannel.Messenger, DemoChannel.Phone];

    private readonly DemoCast _cast = new(random);
    private readonly List<DemoConversation> _running = [];
    private int _begun;

    /// <summary>What happens at this moment.</summary>
    public DemoEvent Next(DateTimeOffset now)
    {
        while (true)
        {
            if (_running.Count < AtOnce)
            {
                _running.Add(Begin());
            }

            // The older one more often, so that none is left hanging.
            var conversation = _running[Math.Min(random.Next(_running.Count), random.Next(_running.Count))];
            if (conversation.Next(now) is { } happening)
            {
                return happening;
            }

            _running.Remove(conversation);
        }
    }

    private DemoConversation Begin()
    {
        var number = _begun++;
        var (turns, channel) = number < Opening.Length ? Opening[number] : Chance();
        var isSpam = (turns & (DemoTurns.BannedUser | DemoTurns.BannedIp)) != 0;
        var story = isSpam ? DemoStories.Spam : DemoStories.All[number % DemoStories.All.Count];
        return new DemoConversation(_cast, firstCsid + number, story, turns, channel, random.Next(4_000, 10_000));
    }

    private (DemoTurns Turns, DemoChannel Channel) Chance()
    {
        var channel = _cast.Any(Channels);
        return (random.Next(20) switch
        {
            0 when channel == DemoChannel.Chat => DemoTurns.BannedIp,
            0 when channel != DemoChannel.Phone => DemoTurns.BannedUser,
            1 or 2 => DemoTurns.Abandoned,
            _ => Usual.Where(_ => random.Next(3) == 0).Aggregate(DemoTurns.None, (all, turn) => all | turn),
        }, channel);
    }
}
