using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Lets administrators check whether a URL can be reached before they save it. It sends one request without a payload, so it is limited: nobody can
/// use the application to scan a network.
/// </summary>
public sealed class AddressChecker(EndpointProber prober, TimeProvider time)
{
    /// <summary>How many checks a person can make within <see cref="Window"/>.</summary>
    public const int MaxChecks = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    /// <summary>When each person made their last checks, oldest first.</summary>
    private readonly Dictionary<Guid, Queue<long>> _checks = [];

    public async Task<AddressCheckResult> CheckAsync(Actor actor, string? url, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new AddressCheckResult.Forbidden();
        }

        if (!EndpointUrl.TryParse(url, out var parsed, out var error))
        {
            return new AddressCheckResult.Invalid(new FieldError("url", error));
        }

        return Take(actor.Id) is { } wait ? new AddressCheckResult.TooMany(wait) : new AddressCheckResult.Checked(await prober.ProbeAsync(parsed, cancel));
    }

    /// <summary>Counts a check; returns how long to wait if there were too many.</summary>
    private TimeSpan? Take(Guid person)
    {
        lock (_lock)
        {
            foreach (var (id, times) in _checks)
            {
                while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
                {
                    times.Dequeue();
                }

                if (times.Count == 0)
                {
                    _checks.Remove(id);
                }
            }

            if (_checks.TryGetValue(person, out var recent) && recent.Count >= MaxChecks)
            {
                return Window - time.GetElapsedTime(recent.Peek());
            }

            (recent ?? (_checks[person] = [])).Enqueue(time.GetTimestamp());
            return null;
        }
    }
}
