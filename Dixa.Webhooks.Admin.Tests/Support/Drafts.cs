using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Drafts of webhooks as users might enter them.</summary>
internal static class Drafts
{
    /// <summary>A valid draft.</summary>
    public static WebhookDraft Valid() => new()
    {
        Name = "CRM updates",
        Url = "https://example.com/webhooks",
        Events = ["CONVERSATION_CREATED", "CONVERSATION_RATED"],
    };

    public static WebhookDraft With(Action<WebhookDraft> change)
    {
        var draft = Valid();
        change(draft);
        return draft;
    }

    public static WebhookDraft WithHeader(string name, string value) => With(draft => draft.Headers.Add(new HeaderDraft { Name = name, Value = value }));

    /// <summary>The configuration of a valid draft.</summary>
    public static WebhookConfiguration Configuration(Action<WebhookDraft>? change = null)
    {
        var configuration = With(change ?? (_ => { })).Check(stored: null, out var errors);
        Assert.Empty(errors);
        Assert.NotNull(configuration);
        return configuration;
    }
}
