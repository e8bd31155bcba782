using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>What came of a change to the people.</summary>
public abstract record PersonResult
{
    public sealed record Done(Guid Id) : PersonResult;

    /// <summary>Nothing is changed; each field says why. A fault of the whole has the field <c>""</c>.</summary>
    public sealed record Refused(IReadOnlyList<FieldError> Errors) : PersonResult;

    /// <summary>There is no such person (any more).</summary>
    public sealed record Unknown : PersonResult;

    /// <summary>The actor's role does not allow it.</summary>
    public sealed record Forbidden : PersonResult;

    /// <summary>Nothing is changed: too many passwords are being hashed. Try again after <see cref="PasswordGate.RetryAfter"/>.</summary>
    public sealed record Busy : PersonResult;

    internal static Refused Refuse(string message) => new([new FieldError("", message)]);
}
