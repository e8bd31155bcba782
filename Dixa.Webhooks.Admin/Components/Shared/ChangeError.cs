using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The message to the user when a webhook was not changed.</summary>
internal static class ChangeError
{
    /// <summary>Null when the change was saved.</summary>
    /// <param name="view">What was reloaded to show the webhook's current state: "list" or "page".</param>
    public static string? Of(SaveResult result, string name, string view) => result switch
    {
        SaveResult.Saved => null,
        SaveResult.NotFound => $"{name} was removed by someone else.",
        SaveResult.Conflict => $"{name} was changed by someone else. Check the updated {view}, and try again.",
        SaveResult.Forbidden => "Only administrators can change webhooks. Nothing was changed.",
        _ => $"{name} could not be changed.",
    };

    public static string NoResponse(string name) => $"{name} could not be changed because the database did not respond. Try again.";
}
