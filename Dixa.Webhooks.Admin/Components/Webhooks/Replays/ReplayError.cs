using Dixa.Webhooks.Admin.Replays;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Replays;

/// <summary>The message to the user when missed events were not counted or sent.</summary>
internal static class ReplayError
{
    /// <param name="result">Null if the database did not respond.</param>
    public static string Of(ReplayResult? result) => result switch
    {
        null => "The database did not respond. Try again.",
        ReplayResult.Invalid invalid => string.Join(' ', invalid.Errors.Select(error => error.Message)),
        ReplayResult.Refused refused => refused.Reason,
        ReplayResult.NotFound => "The webhook was removed.",
        ReplayResult.Forbidden => "Only administrators can send missed events. Nothing was sent.",
        _ => "Nothing was sent, because the events were sent or removed in the meantime.",
    };
}
