using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>The result of a change to a webhook.</summary>
public abstract record SaveResult
{
    private SaveResult()
    {
    }

    public sealed record Saved(Guid Id) : SaveResult;

    /// <summary>Nothing was stored; each error names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : SaveResult;

    /// <summary>The webhook does not exist or was removed.</summary>
    public sealed record NotFound : SaveResult;

    /// <summary>Someone else changed the webhook since it was read; nothing was stored.</summary>
    public sealed record Conflict : SaveResult;

    public sealed record Forbidden : SaveResult;
}
