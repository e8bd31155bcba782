using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>Restores a stored draft into the webhook form. Drafts have no secrets: they become empty, unless the user left the stored value unchanged.</summary>
internal static class WebhookDraftFields
{
    public static void Restore(KeptDraft kept, WebhookDraft draft)
    {
        draft.Name = kept.Text("name") ?? draft.Name;
        draft.Url = kept.Text("url") ?? draft.Url;
        draft.Description = kept.Text("description") ?? draft.Description;
        draft.Owner = kept.Text("owner") ?? draft.Owner;
        draft.Tags = kept.Text("tags") is { } tags ? WebhookLabels.Read(tags) : draft.Tags;
        draft.Enabled = bool.TryParse(kept.Text("enabled"), out var enabled) ? enabled : draft.Enabled;
        draft.Events = [.. kept.Texts("events").Where(fqn => EventCatalogue.TryFind(fqn, out _))];
        if (Enum.TryParse<AuthorizationKind>(kept.Text("authorization.kind"), out var kind) && Enum.IsDefined(kind))
        {
            draft.AuthorizationKind = kind;
        }

        draft.Username = kept.Text("authorization.username") ?? draft.Username;
        draft.Password = kept.LeftSecret("authorization.password") ? draft.Password : "";
        draft.Token = kept.LeftSecret("authorization.token") ? draft.Token : "";
        draft.Headers = [.. Headers(kept, draft.Headers)];
    }

    private static IEnumerable<HeaderDraft> Headers(KeptDraft kept, IReadOnlyList<HeaderDraft> opened)
    {
        var stored = kept.All.Where(one => one.Name == "headers.stored-name").ToList();
        var names = kept.All.Where(one => one.Name == "headers.name").ToList();
        var values = kept.All.Where(one => one.Name == "headers.value").ToList();
        for (var i = 0; i < names.Count && i < stored.Count && i < values.Count; i++)
        {
            var before = opened.FirstOrDefault(header => header.StoredName is { } name && name == stored[i].Text);
            yield return new HeaderDraft
            {
                Name = names[i].Text ?? "",
                StoredName = before?.StoredName,
                Value = before is not null && values[i].Secret is KeptField.Stored ? before.Value : "",
            };
        }
    }
}
