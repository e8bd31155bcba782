using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Several lanes share fewer requests and bytes than they want, in a random sequence of everything that can happen to them.</summary>
public sealed class ScarceLanesWalkTests
{
    private const int Lanes = 7;
    private const int Requests = 4;
    private const int Concurrency = 3;
    private const int PayloadBytes = 400_000;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LaneTarget Target = Targets.To("https://example.com/hook");

    private readonly SendBudget _budget = new(new SendLimits(Requests, Requests, 4 * 1024 * 1024, long.MaxValue / 2));
    private readonly byte[] _payload = new byte[PayloadBytes];
    private readonly List<Walked> _lanes;
    private long _clock;

    public ScarceLanesWalkTests() => _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new Walked(_budget))];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Everything_that_is_due_is_sent_once_within_the_limits_and_everything_is_returned(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            for (var step = 0; step < 100; step++)
            {
                Step(random);
                Assert.InRange(_budget.Requests, 0, Requests);
                Assert.InRange(_lanes.Sum(lane => lane.InFlight.Count), 0, Requests);
            }

            await DrainAsync(random);
            Assert.All(_lanes, lane => Assert.Empty(lane.Due));
            Assert.Equal((0L, 0L, 0), (_budget.Requests, _budget.Bytes, _budget.Waiting));
        }
    }

    /// <summary>Only with hints. A lane whose turn has come is woken on the thread pool.</summary>
    private Task DrainAsync(Random random) => Eventually.BecomesTrueAsync(
        () =>
        {
            foreach (var lane in Enumerable.Repeat(_lanes, 100).SelectMany(lanes => lanes))
            {
                RunJob(lane);
                Sender(lane);
                Send(lane, random);
                Record(lane);
            }

            return _lanes.All(lane => !lane.JobWaits && lane.Senders.Count == 0 && lane.Unrecorded.Count == 0) && _budget.Waiting == 0 && _budget.Requests == 0;
        },
        "everything is sent");

    private void Step(Random random)
    {
        var lane = _lanes[random.Next(Lanes)];
        switch (random.Next(10))
        {
            case 0:
                lane.Publish(random.Next(1, 9));
                break;
            case 1 or 2 or 3:
                RunJob(lane);
                break;
            case 4 or 5:
                Sender(lane);
                break;
            case 6 or 7:
                Send(lane, random);
                break;
            case 8:
                Record(lane);
                break;
            default:
                _clock += random.Next(0, 40);
                if (random.Next(3) == 0 && lane.Lane.Changed())
                {
                    lane.Wake();
                }

                break;
        }
    }

    private void RunJob(Walked lane)
    {
        if (!lane.TakeJob())
        {
            return;
        }

        Assert.True(lane.Lane.TryBegin());
        var room = lane.Lane.PlanRead(Now, _clock);
        if (room.MaxCount > 0)
        {
            Assert.True(room.MaxBytes > 0);
            var max = (int)Math.Max(1, Math.Min(room.MaxCount, room.MaxBytes / PayloadBytes));
            var read = lane.Due.Where(id => room.After is not { } after || id > after.Id).Where(id => !room.Taken.Contains(id)).Take(max).ToList();
            var more = read.Count == max;
            lane.Start(lane.Lane.Fill(
                Target,
                new DueList(1, [.. read.Select(id => new DueDelivery(id, "X", _payload))], more, NextDueAt: null) { End = more ? new DuePosition(0, read[^1]) : null },
                room,
                _clock));
        }

        if (lane.Lane.End())
        {
            lane.Wake();
        }
    }

    /// <summary>A sender without a request takes its next delivery, or ends.</summary>
    private void Sender(Walked lane)
    {
        var sender = lane.Senders.FindIndex(carried => carried is null);
        if (sender < 0)
        {
            return;
        }

        var delivery = lane.Lane.Take(_clock, out var wake);
        if (delivery is null)
        {
            lane.Senders.RemoveAt(sender);
        }
        else
        {
            Assert.True(lane.Due.Contains(delivery.Id), $"{delivery.Id} is recorded and was sent again");
            Assert.True(lane.InFlight.Add(delivery.Id), $"{delivery.Id} is in flight and was sent again");
            lane.Senders[sender] = delivery.Id;
            if (lane.Lane.IsShort)
            {
                lane.Start(lane.Lane.Grow());
            }
        }

        if (wake)
        {
            lane.Wake();
        }
    }

    private static void Send(Walked lane, Random random)
    {
        var sender = lane.Senders.FindIndex(carried => carried is not null);
        if (sender >= 0)
        {
            var id = lane.Senders[sender]!.Value;
            lane.Senders[sender] = null;
            lane.InFlight.Remove(id);
            lane.Unrecorded.Add(id);
            lane.Lane.Sent(PayloadBytes, (Pace)(2 * random.Next(2)));
        }
    }

    private static void Record(Walked lane)
    {
        if (lane.Unrecorded.Count > 0)
        {
            var id = lane.Unrecorded.First();
            lane.Unrecorded.Remove(id);
            lane.Due.Remove(id);
            lane.Lane.Recorded(id);
        }
    }

    private sealed class Walked
    {
        private int _jobs;
        private long _last;

        public Walked(SendBudget budget) => Lane = new LaneState(
            Guid.NewGuid(), new LaneLimits(Concurrency, BatchSize: 16, StaleAfter: 50, FastWithin: 20, RescanAfter: 40), budget, _ => Wake());

        public LaneState Lane { get; }

        public SortedSet<long> Due { get; } = [];

        public HashSet<long> InFlight { get; } = [];

        public HashSet<long> Unrecorded { get; } = [];

        /// <summary>The current delivery of each sender; null between two requests.</summary>
        public List<long?> Senders { get; } = [];

        public bool JobWaits => Volatile.Read(ref _jobs) > 0;

        public void Publish(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Due.Add(++_last);
            }

            Wake();
        }

        public void Wake()
        {
            if (Lane.TryRequestJob(Now))
            {
                Interlocked.Increment(ref _jobs);
            }
        }

        public bool TakeJob()
        {
            if (!JobWaits)
            {
                return false;
            }

            Interlocked.Decrement(ref _jobs);
            return true;
        }

        public void Start(int senders)
        {
            for (; senders > 0; senders--)
            {
                Senders.Add(null);
            }

            Assert.InRange(Senders.Count, 0, Concurrency);
        }
    }
}
