using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>A lane and a store in memory, in a random sequence of everything that can happen to them.</summary>
public sealed class LaneStateWalkTests
{
    private const int Concurrency = 3;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LaneTarget Target = Targets.To("https://example.com/hook");

    private readonly LaneState _lane = new(Guid.NewGuid(), new LaneLimits(Concurrency, BatchSize: 16, StaleAfter: 50, FastWithin: 20, RescanAfter: 40));
    private readonly SortedSet<long> _due = [];
    private readonly HashSet<long> _inFlight = [];
    private readonly HashSet<long> _late = [];
    private int _senders;
    private bool _jobWaits;
    private long _clock;
    private long _last;

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_is_sent_twice_and_whatever_is_due_is_sent_by_hints_alone(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            for (var step = 0; step < 50; step++)
            {
                Step(random);
            }

            Drain(random);
            Assert.Empty(_due);
        }
    }

    private void Drain(Random random)
    {
        for (var left = 10_000; left > 0 && (_jobWaits || _senders > 0 || _inFlight.Count > 0); left--)
        {
            RunJob(() => { });
            Sender();
            Record(random);
        }
    }

    private void Step(Random random)
    {
        switch (random.Next(15))
        {
            case 0 or 1:
                Publish(random.Next(1, 8));
                break;
            case 2 or 3 or 4:
                RunJob(() => ActDuringJob(random));
                break;
            case 5 or 6 or 7 or 8:
                Sender();
                break;
            case 9 or 10 or 11:
                Record(random);
                break;
            case 12:
                _clock += random.Next(0, 60);
                break;
            case 13:
                PublishLate(random);
                break;
            default:
                Change();
                break;
        }
    }

    /// <summary>What may happen between a job's read and its end.</summary>
    private void ActDuringJob(Random random)
    {
        if (random.Next(2) == 0)
        {
            Record(random);
        }

        if (random.Next(2) == 0)
        {
            Sender();
        }

        if (random.Next(4) == 0)
        {
            Change();
        }

        if (random.Next(4) == 0)
        {
            Publish(1);
        }
    }

    private void Publish(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _due.Add(_last += 2);
        }

        Wake();
    }

    /// <summary>A delivery that is stored later may be due earlier, if its intake was slower.</summary>
    private void PublishLate(Random random)
    {
        var id = (2 * random.NextInt64((_last / 2) + 1)) + 1;
        if (_late.Add(id))
        {
            _due.Add(id);
            Wake();
        }
    }

    private void Change()
    {
        if (_lane.Changed())
        {
            Wake();
        }
    }

    private void Wake() => _jobWaits |= _lane.TryRequestJob(Now);

    private void RunJob(Action duringJob)
    {
        if (!_jobWaits)
        {
            return;
        }

        _jobWaits = false;
        Assert.True(_lane.TryBegin());
        var room = _lane.PlanRead(Now, _clock);
        if (room.MaxCount > 0)
        {
            var seen = _due.ToList();
            duringJob();
            var read = seen.Where(id => room.After is not { } after || id > after.Id).Where(id => !room.Taken.Contains(id)).Take(room.MaxCount).ToList();
            var more = read.Count == room.MaxCount;
            _senders += _lane.Fill(
                Target,
                new DueList(1, [.. read.Select(id => new DueDelivery(id, "X", []))], more, NextDueAt: null) { End = more ? new DuePosition(0, read[^1]) : null },
                room,
                _clock);
            Assert.InRange(_senders, 0, Concurrency);
        }

        if (_lane.End())
        {
            Wake();
        }
    }

    private void Sender()
    {
        if (_senders == 0)
        {
            return;
        }

        var delivery = _lane.Take(_clock, out var wake);
        if (delivery is null)
        {
            _senders--;
        }
        else
        {
            Assert.True(_due.Contains(delivery.Id), $"{delivery.Id} is recorded and was sent again");
            Assert.True(_inFlight.Add(delivery.Id), $"{delivery.Id} is in flight and was sent again");
        }

        if (wake)
        {
            Wake();
        }
    }

    private void Record(Random random)
    {
        if (_inFlight.Count > 0)
        {
            var id = _inFlight.ElementAt(random.Next(_inFlight.Count));
            _inFlight.Remove(id);
            _due.Remove(id);
            _lane.Recorded(id);
        }
    }
}
