using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>An end user or an agent.</summary>
public sealed record User(
    [Description("The user's id.")] Guid Id,
    [Description("The name; null if not known.")] string? Name,
    [Description("The e-mail address; null if not known.")] string? Email,
    [Description("The phone number in E.164, for example +4512345678; null if not known.")] string? Phone,
    [Description("The user's roles.")] IReadOnlyList<string> Roles,
    [MayBeOmitted, Description("Contact for an end user, Member for an agent.")] string UserType)
{
    private readonly IReadOnlyList<string>? _additionalEmails;

    /// <summary>Null if there are none, because the contract omits the member then.</summary>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("Additional e-mail addresses; omitted if there are none.")]
    public IReadOnlyList<string>? AdditionalEmails
    {
        get => _additionalEmails;
        init => _additionalEmails = value is { Count: > 0 } ? value : null;
    }
}
