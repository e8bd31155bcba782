using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Why a webhook was not changed, in words for whoever asked for it.</summary>
internal static class ChangeError
{
    /// <param name="result">What came of the change.</param>
    /// <param name="name">The webhook's name.</param>
    /// <param name="shownBy">What shows the webhook as it is now: the list or the page.</param>
    /// <returns>Null when it is stored.</returns>
    public static string? Of(SaveResult result, string name, string shownBy) => result switch
    {
        Saved => null,
        NotFound => $"{name} was removed meanwhile.",
        ChangedMeanwhile => $"{name} was changed by somebody else meanwhile. The {shownBy} now shows it as it is: look, and try again.",
        Forbidden => "Only administrators may change webhooks. Nothing was changed.",
        _ => $"{name} could not be changed.",
    };

    public static string NoAnswer(string name) => $"{name} could not be changed: the store did not answer. Try again.";
}
