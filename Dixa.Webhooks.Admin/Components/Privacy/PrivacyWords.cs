using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Privacy;

namespace Dixa.Webhooks.Admin.Components.Privacy;

/// <summary>The texts of the privacy page.</summary>
internal static class PrivacyWords
{
    public static string Of(PersonIdentifierKind kind) => string.Concat(kind.Words()[..1].ToUpperInvariant(), kind.Words()[1..]);

    public static string State(ErasureView erasure) => erasure.State switch
    {
        ErasureState.Finished => "Finished",
        ErasureState.Failed => "Failed: request it again",
        _ => string.Create(CultureInfo.InvariantCulture, $"Running, {Math.Floor(erasure.Progress * 100)} % searched"),
    };

    public static string Removed(ErasureView erasure)
    {
        var events = string.Create(CultureInfo.InvariantCulture, $"Content of {erasure.Events:N0} {(erasure.Events == 1 ? "event" : "events")}");
        var responses = erasure.Responses == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {erasure.Responses:N0} other {(erasure.Responses == 1 ? "response" : "responses")}");
        var cancelled = erasure.Cancelled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {erasure.Cancelled:N0} pending {(erasure.Cancelled == 1 ? "delivery" : "deliveries")} cancelled");
        return events + responses + cancelled;
    }
}
