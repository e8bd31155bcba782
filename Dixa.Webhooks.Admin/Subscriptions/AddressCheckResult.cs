using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>The result of a check of a URL.</summary>
public abstract record AddressCheckResult
{
    private AddressCheckResult()
    {
    }

    public sealed record Checked(EndpointProbe Probe) : AddressCheckResult;

    /// <summary>It is not a URL that a webhook can have; nothing was sent. The field is <c>url</c>.</summary>
    public sealed record Invalid(FieldError Error) : AddressCheckResult;

    /// <summary>The person has checked too many addresses; nothing was sent.</summary>
    /// <param name="Wait">How long to wait.</param>
    public sealed record TooMany(TimeSpan Wait) : AddressCheckResult;

    public sealed record Forbidden : AddressCheckResult;
}
