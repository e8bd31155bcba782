using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>The result of a change to a person.</summary>
public abstract record PersonResult
{
    public sealed record Done(Guid Id) : PersonResult;

    /// <summary>Nothing was changed. An error that belongs to no field has the field <c>""</c>.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : PersonResult;

    /// <summary>The person does not exist or was removed.</summary>
    public sealed record NotFound : PersonResult;

    public sealed record Forbidden : PersonResult;

    /// <summary>Nothing was changed, because too many passwords are being hashed. Retry after <see cref="PasswordGate.RetryAfter"/>.</summary>
    public sealed record Busy : PersonResult;

    internal static Invalid Error(string message) => new([new FieldError("", message)]);
}
