using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>Carries a request's members into the draft that the form fills in too, so that one check stands behind both.</summary>
internal static class WebhookDrafting
{
    /// <summary>Sets what the request names and leaves the rest. Answers what cannot even be put into a draft.</summary>
    public static IReadOnlyList<FieldError> Apply(this WebhookMembers members, WebhookDraft draft)
    {
        draft.MayHaveNoEvents = true;
        draft.Name = members.Name ?? draft.Name;
        draft.Url = members.Url ?? draft.Url;
        draft.Enabled = members.Enabled ?? draft.Enabled;
        Apply(members.Authorization, draft);
        if (members.CustomHeaders is { } headers)
        {
            draft.Headers = [.. headers.Select(header => new HeaderDraft { Name = header.Key, Value = header.Value })];
        }

        var errors = members.Events is { } events ? Apply(events, draft) : [];

        // The contract demands it; the form takes a field left empty for an empty password.
        return members.Authorization is BasicAuth { Username: not null, Password: null }
            ? [.. errors, new FieldError("authorization.password", "Give the password; it may be empty.")]
            : errors;
    }

    /// <summary>The draft's errors with the API's names for the fields.</summary>
    public static IEnumerable<FieldError> InApiTerms(IEnumerable<FieldError> errors, WebhookDraft draft) => errors.Select(error =>
        error.Field.StartsWith("headers", StringComparison.Ordinal) ? error with { Field = HeaderField(error.Field, draft) } : error);

    private static void Apply(Authorization? authorization, WebhookDraft draft)
    {
        switch (authorization)
        {
            case BasicAuth basic:
                (draft.AuthorizationKind, draft.Username, draft.Password) = (AuthorizationKind.Basic, basic.Username ?? "", basic.Password ?? "");
                break;
            case TokenAuth token:
                (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, token.Value ?? "");
                break;
            case NoAuth:
                draft.AuthorizationKind = AuthorizationKind.None;
                break;
        }
    }

    private static List<FieldError> Apply(List<string> names, WebhookDraft draft)
    {
        var (events, errors) = (new HashSet<string>(), new List<FieldError>());
        foreach (var name in names)
        {
            if (EventNames.TryRead(name, out var type, out var problem))
            {
                events.Add(type.Fqn);
            }
            else
            {
                errors.Add(new FieldError("events", problem));
            }
        }

        draft.Events = events;

        // Each message lists every allowed name.
        return [.. errors.Take(1)];
    }

    /// <summary>A map has no first entry, so a header is told by its name, where that is one.</summary>
    private static string HeaderField(string field, WebhookDraft draft)
    {
        var index = field.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open ? field[(open + 1)..field.IndexOf(']', StringComparison.Ordinal)] : null;
        return index is not null && int.TryParse(index, out var i) && InvisibleText.Trim(draft.Headers[i].Name) is { } name && HeaderRules.IsName(name)
            ? $"customHeaders.{name}"
            : "customHeaders";
    }
}
