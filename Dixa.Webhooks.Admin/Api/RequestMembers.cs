using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>
/// The members of a request's body. One that the operation does not know is refused, so that a misspelt <c>dryRun</c> is not
/// a request without it.
/// </summary>
public abstract class RequestMembers
{
    /// <summary>What the body holds beyond the known members.</summary>
    [JsonExtensionData]
    [JsonInclude]
    internal Dictionary<string, JsonElement>? Others { get; init; }

    /// <summary>What is wrong with the names of the body's members, as a sentence; null when nothing is.</summary>
    /// <param name="known">The names of the members that this operation knows.</param>
    internal string? NameError(IReadOnlyList<string> known) =>
        (Others ?? []).Select(other => Error(other.Key, other.Value, known)).FirstOrDefault(problem => problem is not null);

    /// <summary>Why a member that is not known is refused; null when it is ignored.</summary>
    private protected virtual string? Error(string name, JsonElement value, IReadOnlyList<string> known) =>
        UnknownNames.Message(name, "member of this request", known);
}
