using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A part of a webhook's configuration that one person can change while another changes a different one.</summary>
/// <param name="Name">Identifies it.</param>
/// <param name="Label">Its name on screens.</param>
/// <param name="Properties">The properties of <see cref="WebhookDraft"/> that it consists of.</param>
/// <param name="Value">Its value as text for people, without secrets.</param>
/// <param name="Exact">Its value for comparisons, with secrets that were typed.</param>
/// <param name="Copy">Copies it from one draft to another.</param>
public sealed record DraftField(
    string Name, string Label, IReadOnlyList<string> Properties, Func<WebhookDraft, string> Value, Func<WebhookDraft, string> Exact, Action<WebhookDraft, WebhookDraft> Copy)
{
    public const string Authorization = "authorization";
    public const string Headers = "headers";

    private const string Empty = "(empty)";

    public static IReadOnlyList<DraftField> All { get; } =
    [
        Text("name", "Name", nameof(WebhookDraft.Name), draft => draft.Name, (draft, text) => draft.Name = text),
        Text("url", "Webhook URL", nameof(WebhookDraft.Url), draft => draft.Url, (draft, text) => draft.Url = text),
        new("events", "Events", [nameof(WebhookDraft.Events)], EventsOf, draft => string.Join(',', draft.Events.Order(StringComparer.Ordinal)), (from, to) => to.Events = [.. from.Events]),
        new(
            Authorization,
            "Authorization",
            [nameof(WebhookDraft.AuthorizationKind), nameof(WebhookDraft.Username), nameof(WebhookDraft.Password), nameof(WebhookDraft.Token)],
            AuthorizationOf,
            draft => string.Join('\n', AuthorizationParts(draft)),
            (from, to) => (to.AuthorizationKind, to.Username, to.Password, to.Token) = (from.AuthorizationKind, from.Username, from.Password, from.Token)),
        new(
            Headers,
            "Headers",
            [nameof(WebhookDraft.Headers)],
            draft => draft.Headers.Count == 0 ? "None" : string.Join(", ", draft.Headers.Select(header => header.Name)),
            draft => string.Join('\n', draft.Headers.Select(header => $"{header.Name}: {header.Value}")),
            (from, to) => to.Headers = [.. from.Headers.Select(header => new HeaderDraft { Name = header.Name, StoredName = header.StoredName, Value = header.Value })]),
        Text("description", "Description", nameof(WebhookDraft.Description), draft => draft.Description, (draft, text) => draft.Description = text),
        Text("owner", "Owner", nameof(WebhookDraft.Owner), draft => draft.Owner, (draft, text) => draft.Owner = text),
        new("tags", "Tags", [nameof(WebhookDraft.Tags)], draft => draft.Tags.Count == 0 ? "None" : string.Join(", ", draft.Tags), draft => string.Join(',', draft.Tags), (from, to) => to.Tags = [.. from.Tags]),
        new("enabled", "Enabled", [nameof(WebhookDraft.Enabled)], draft => draft.Enabled ? "On" : "Off", draft => $"{draft.Enabled}", (from, to) => to.Enabled = from.Enabled),
    ];

    /// <summary>Copies all fields into a new draft.</summary>
    public static WebhookDraft CopyOf(WebhookDraft draft)
    {
        var copy = new WebhookDraft { MayHaveNoEvents = draft.MayHaveNoEvents };
        foreach (var field in All)
        {
            field.Copy(draft, copy);
        }

        return copy;
    }

    private static DraftField Text(string name, string label, string property, Func<WebhookDraft, string> read, Action<WebhookDraft, string> write) =>
        new(name, label, [property], draft => read(draft) is { Length: > 0 } text ? text : Empty, read, (from, to) => write(to, read(from)));

    private static string EventsOf(WebhookDraft draft)
    {
        var labels = EventCatalogue.All.Where(type => draft.Events.Contains(type.Fqn)).Select(type => type.Label).ToList();
        return labels.Count switch
        {
            0 => "None",
            <= 4 => string.Join(", ", labels),
            _ => $"{labels.Count}: {string.Join(", ", labels.Take(3))} and {labels.Count - 3} more",
        };
    }

    private static string AuthorizationOf(WebhookDraft draft) => draft.AuthorizationKind switch
    {
        AuthorizationKind.Basic => $"Basic, user name {(draft.Username.Length == 0 ? Empty : draft.Username)}",
        AuthorizationKind.Token => "Token",
        _ => "None",
    };

    /// <summary>Values that were typed for another kind do not count.</summary>
    private static string[] AuthorizationParts(WebhookDraft draft) => draft.AuthorizationKind switch
    {
        AuthorizationKind.Basic => ["Basic", draft.Username, draft.Password],
        AuthorizationKind.Token => ["Token", draft.Token],
        _ => [],
    };
}
