using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>An end user or an agent.</summary>
public sealed record User(
    [Description("The user's id.")] Guid Id,
    [Description("The name; null when it is not known.")] string? Name,
    [Description("The e-mail address; null when it is not known.")] string? Email,
    [Description("The phone number in E.164, for example +4512345678; null when it is not known.")] string? Phone,
    [Description("The user's roles.")] IReadOnlyList<string> Roles,
    [MayBeOmitted, Description("Contact for an end user, Member for an agent.")] string UserType)
{
    private readonly IReadOnlyList<string>? _additionalEmails;

    /// <summary>Null when there is none: the contract leaves it out then.</summary>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("Further e-mail addresses; left out when there is none.")]
    public IReadOnlyList<string>? AdditionalEmails
    {
        get => _additionalEmails;
        init => _additionalEmails = value is { Count: > 0 } ? value : null;
    }
}
