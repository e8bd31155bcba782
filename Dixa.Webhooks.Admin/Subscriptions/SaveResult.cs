using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>What came of a change to a webhook.</summary>
public abstract record SaveResult;

/// <summary>It is stored.</summary>
public sealed record Saved(Guid Id) : SaveResult;

/// <summary>Nothing is stored; each field says why.</summary>
public sealed record Invalid(IReadOnlyList<FieldError> Errors) : SaveResult;

/// <summary>There is no such webhook (any more).</summary>
public sealed record NotFound : SaveResult;

/// <summary>Somebody else changed it since it was read; nothing is stored.</summary>
public sealed record ChangedMeanwhile : SaveResult;

/// <summary>The actor's role does not allow it; nothing is stored.</summary>
public sealed record Forbidden : SaveResult;
