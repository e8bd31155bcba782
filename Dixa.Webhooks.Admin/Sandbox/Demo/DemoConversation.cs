using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>One conversation from start to end. Each step changes it and produces an event.</summary>
internal sealed class DemoConversation
{
    private const string FirstResponse = "FirstResponse";

    private static readonly TimeSpan MaxResponseTime = TimeSpan.FromMinutes(30);

    private readonly DemoCast _cast;
    private readonly DemoStory _story;
    private readonly DemoTurns _turns;
    private readonly string _order;
    private readonly IEnumerator<DemoEvent> _steps;
    private Conversation _now;
    private DateTimeOffset _time;
    private DateTimeOffset _due;

    public DemoConversation(DemoCast cast, long csid, DemoStory story, DemoTurns turns, DemoChannel channel, int order)
    {
        (_cast, _story, _turns, _order) = (cast, story, turns, order.ToString(CultureInfo.InvariantCulture));
        var requester = (turns & (DemoTurns.Replaced | DemoTurns.BannedIp)) != 0 ? cast.Stranger(channel) : cast.EndUser(channel);
        _now = new Conversation(
            csid, channel.Name, "OPEN", "INBOUND", null, channel.ContactPoint, requester, null, channel.HasSubject ? Words(story.Subject) : null, [], default);
        _steps = Steps().GetEnumerator();
    }

    /// <summary>Returns the next event; null when the conversation is over.</summary>
    public DemoEvent? Next(DateTimeOffset now)
    {
        _time = now;
        return _steps.MoveNext() ? _steps.Current : null;
    }

    private bool IsWritten => _now.Channel != DemoChannel.Phone.Name;

    private bool HasSla => (_turns & (DemoTurns.InTime | DemoTurns.TooLate)) != 0;

    private bool Has(DemoTurns turn) => _turns.HasFlag(turn);

    private IEnumerable<DemoEvent> Steps() =>
        Opening().Concat(Has(DemoTurns.Abandoned) ? Abandoned() : Has(DemoTurns.BannedUser) || Has(DemoTurns.BannedIp) ? Banned() : Answered().Concat(Closed()));

    private IEnumerable<DemoEvent> Opening()
    {
        _now = _now with { CreatedAt = _time };
        yield return DemoEvent.Of(new ConversationCreated(_now));
        if (IsWritten)
        {
            yield return Message(_now.Requester, _story.Question);
        }

        yield return Enqueued(_cast.Queues[_story.Queue]);
        if (HasSla)
        {
            _due = _time + MaxResponseTime;
            yield return DemoEvent.Of(new SLAEvaluationPending(_now, _cast.Sla, FirstResponse, _due));
        }
    }

    private IEnumerable<DemoEvent> Abandoned()
    {
        _now = _now with { Status = "CLOSED" };
        yield return DemoEvent.Of(new ConversationAbandoned(_now, _now.Queue!));
        if (HasSla)
        {
            yield return DemoEvent.Of(new SLAEvaluationVoided(_now, _cast.Sla, FirstResponse, _time));
        }

        if (Has(DemoTurns.Transcribed))
        {
            yield return Transcribed();
        }
    }

    private IEnumerable<DemoEvent> Banned()
    {
        var agent = _cast.AnyAgent();
        yield return Assigned(agent);
        yield return Noted();
        yield return Tagged(_story.Tag);
        yield return End();
        if (Has(DemoTurns.BannedIp))
        {
            var ip = _cast.Ip();
            yield return DemoEvent.Of(new AgentBannedIp(ip, agent));
            yield return DemoEvent.Of(new AgentUnbannedIp(ip, _cast.AnyAgent(except: agent)));
        }
        else
        {
            yield return DemoEvent.Of(new AgentBannedEnduser(_now.Requester, agent));
            yield return DemoEvent.Of(new AgentUnbannedEnduser(_now.Requester, _cast.AnyAgent(except: agent)));
        }
    }

    private IEnumerable<DemoEvent> Answered()
    {
        yield return Assigned(_cast.AnyAgent());
        foreach (var step in HandedOver().Concat(Triaged()))
        {
            yield return step;
        }

        foreach (var step in FirstResponded())
        {
            yield return step;
        }

        if (Has(DemoTurns.Pending))
        {
            _now = _now with { Status = "PENDING" };
            yield return DemoEvent.Of(new ConversationPending(_now));
            _now = _now with { Status = "OPEN" };
            yield return DemoEvent.Of(new ConversationPendingExpired(_now, _now.Assignee));
        }

        if (IsWritten)
        {
            foreach (var step in Sent(_story.Solution, isFirst: false))
            {
                yield return step;
            }
        }
        else if (Has(DemoTurns.Transcribed))
        {
            yield return Transcribed();
        }
    }

    /// <summary>The agent's first response, and what it leads to.</summary>
    private IEnumerable<DemoEvent> FirstResponded()
    {
        if (Has(DemoTurns.TooLate))
        {
            yield return DemoEvent.Of(new SLAEvaluationBreached(_now, _cast.Sla, FirstResponse, _due, _time));
        }

        foreach (var step in IsWritten ? Sent(_story.Answer, isFirst: true) : [])
        {
            yield return step;
        }

        if (Has(DemoTurns.InTime))
        {
            yield return DemoEvent.Of(new SLAEvaluationAchieved(_now, _cast.Sla, FirstResponse, _due, _time));
        }

        if (!IsWritten)
        {
            yield break;
        }

        if (Has(DemoTurns.Typed))
        {
            yield return DemoEvent.Of(new TypingStarted(_now, _now.Requester));
        }

        yield return Message(_now.Requester, _story.Reply);
    }

    /// <summary>A message of the agent, and the reports on its delivery.</summary>
    private IEnumerable<DemoEvent> Sent(string text, bool isFirst)
    {
        var id = _cast.NextId();
        yield return Message(_now.Assignee!, text, id);
        var (channel, recipient) = (_now.Channel, _now.Requester.Email ?? _now.Requester.Phone);
        if (Has(DemoTurns.Tracked) || (isFirst && (Has(DemoTurns.Bounced) || Has(DemoTurns.Complained))))
        {
            yield return DemoEvent.Of(new ConversationMessageDeliverySent(_now, id, channel, recipient));
        }

        if (isFirst && Has(DemoTurns.Bounced))
        {
            yield return DemoEvent.Of(new ConversationMessageDeliveryInfo(_now, id, channel, recipient, "Deferred: the recipient's server is busy."));
            yield return DemoEvent.Of(new ConversationMessageDeliveryFailed(_now, id, channel, recipient, "452 4.2.2 The mailbox is full."));
        }
        else if (isFirst && Has(DemoTurns.Complained))
        {
            yield return DemoEvent.Of(new ConversationMessageDeliveryDelivered(_now, id, channel, recipient));
            yield return DemoEvent.Of(new ConversationMessageDeliverySpamComplaint(_now, id, channel, recipient));
        }
        else if (Has(DemoTurns.Tracked))
        {
            yield return DemoEvent.Of(new ConversationMessageDeliveryDelivered(_now, id, channel, recipient));
            yield return DemoEvent.Of(new ConversationMessageDeliverySeen(_now, id, channel, recipient));
        }
    }

    /// <summary>Transfers to another queue or agent.</summary>
    private IEnumerable<DemoEvent> HandedOver()
    {
        if (Has(DemoTurns.Transferred))
        {
            var queue = _cast.OtherQueue(except: _now.Queue);
            _now = _now with { Queue = queue, Assignee = null };
            yield return DemoEvent.Of(new ConversationTransferred(_now, "Manual", "Queue", queue.Id.ToString(), queue.Name, $"Better answered by {queue.Name}."));
            yield return Enqueued(queue);
            yield return Assigned(_cast.AnyAgent());
        }

        if (Has(DemoTurns.Unassigned))
        {
            var before = _now.Assignee;
            _now = _now with { Assignee = null };
            yield return DemoEvent.Of(new ConversationUnassigned(_now, before));
            yield return Assigned(_cast.AnyAgent(except: before));
        }
    }

    /// <summary>Identifies the end user, and adds attributes, tags and notes.</summary>
    private IEnumerable<DemoEvent> Triaged()
    {
        if (Has(DemoTurns.Replaced))
        {
            var stranger = _now.Requester;
            _now = _now with { Requester = _cast.EndUser(DemoChannel.Email) };
            yield return DemoEvent.Of(new ConversationEndUserReplaced(_now, stranger, _now.Requester));
        }

        if (Has(DemoTurns.Attributed))
        {
            yield return DemoEvent.Of(new ConversationCustomAttributeUpdated(_now, _cast.OrderNumber, _order));
        }

        if (Has(DemoTurns.Retagged))
        {
            yield return Tagged("to-sort");
        }

        if (Has(DemoTurns.Tagged) || Has(DemoTurns.Retagged))
        {
            yield return Tagged(_story.Tag);
        }

        if (Has(DemoTurns.Retagged))
        {
            _now = _now with { Tags = [.. _now.Tags.Skip(1)] };
            yield return DemoEvent.Of(new ConversationTagRemoved(_now, _now.Assignee, "to-sort"));
        }

        if (Has(DemoTurns.Noted))
        {
            yield return Noted();
        }
    }

    private IEnumerable<DemoEvent> Closed()
    {
        yield return End();
        if (Has(DemoTurns.Reopened))
        {
            _now = _now with { Status = "OPEN" };
            yield return DemoEvent.Of(new ConversationOpen(_now));
            if (IsWritten)
            {
                yield return Message(_now.Requester, _story.Afterwards);
                yield return Message(_now.Assignee!, "Thank you for telling us, and sorry for the trouble! I have looked after it, and you get a message as soon as it is done.");
            }

            yield return End();
        }

        if (Has(DemoTurns.Rated) || Has(DemoTurns.Commented))
        {
            yield return DemoEvent.Of(new ConversationRated(_now, _story.Score, null, "Csat", _now.Assignee));
        }

        if (Has(DemoTurns.Commented))
        {
            yield return DemoEvent.Of(new ConversationRated(_now, null, _story.Comment, "Csat", _now.Assignee));
        }
    }

    private DemoEvent Enqueued(Queue queue)
    {
        _now = _now with { Queue = queue };
        return DemoEvent.Of(new ConversationEnqueued(_now));
    }

    private DemoEvent Assigned(User agent)
    {
        _now = _now with { Assignee = agent };
        return DemoEvent.Of(new ConversationAssigned(_now));
    }

    private DemoEvent Transcribed() => DemoEvent.Of(new ConversationTranscriptionAdded(_now, Words(_story.Question), "en", _time));

    private DemoEvent Message(User author, string text, Guid? id = null)
    {
        var words = Words(text);
        return DemoEvent.Of(new ConversationMessageAdded(
            _now, author, _time, id ?? _cast.NextId(), words, author == _now.Requester ? "inbound" : "outbound", _now.Channel, new MessageContent(words, "text/plain", null, null), [], null));
    }

    private DemoEvent Noted() => DemoEvent.Of(new ConversationNoteAdded(_now, _cast.NextId(), Words(_story.Note), _time, _now.Assignee!));

    private DemoEvent Tagged(string tag)
    {
        _now = _now with { Tags = [.. _now.Tags, _cast.Tag(tag)] };
        return DemoEvent.Of(new ConversationTagAdded(_now, _now.Assignee!, tag));
    }

    private DemoEvent End()
    {
        _now = _now with { Status = "CLOSED" };
        return DemoEvent.Of(new ConversationClosed(_now));
    }

    private string Words(string text) => text.Replace("{0}", _order, StringComparison.Ordinal);
}
