using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>
/// The members of a request's body. Unknown members are refused, so that a request with a misspelled <c>dryRun</c> is not
/// treated as a request without it.
/// </summary>
public abstract class RequestMembers
{
    /// <summary>The members that the type does not declare.</summary>
    [JsonExtensionData]
    [JsonInclude]
    internal Dictionary<string, JsonElement>? Others { get; init; }

    /// <summary>Returns an error for the first unknown member, given the names of the known ones; null if there is none.</summary>
    internal string? NameError(IReadOnlyList<string> known) =>
        (Others ?? []).Select(other => Error(other.Key, other.Value, known)).FirstOrDefault(error => error is not null);

    /// <summary>Returns why an unknown member is refused; null if it is ignored.</summary>
    private protected virtual string? Error(string name, JsonElement value, IReadOnlyList<string> known) =>
        UnknownNames.Message(name, "member of this request", known);
}
