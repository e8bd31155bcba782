using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>Copies a request's members into the draft that the form also uses, so that both share one validation.</summary>
internal static class WebhookDrafting
{
    /// <summary>Sets the members that the request has. Returns errors for values that a draft cannot hold.</summary>
    public static IReadOnlyList<FieldError> Apply(this WebhookMembers members, WebhookDraft draft)
    {
        draft.MayHaveNoEvents = true;
        draft.Name = members.Name ?? draft.Name;
        draft.Url = members.Url ?? draft.Url;
        draft.Enabled = members.Enabled ?? draft.Enabled;
        draft.Description = members.Description ?? draft.Description;
        draft.Owner = members.Owner ?? draft.Owner;
        draft.Tags = members.Tags ?? draft.Tags;
        Apply(members.Authorization, draft);
        if (members.CustomHeaders is { } headers)
        {
            draft.Headers = [.. headers.Select(header => new HeaderDraft { Name = header.Key, Value = header.Value })];
        }

        var errors = members.Events is { } events ? Apply(events, draft) : [];

        // The contract requires a password; the form treats an empty field as an empty password.
        return members.Authorization is BasicAuth { Username: not null, Password: null }
            ? [.. errors, new FieldError("authorization.password", "A password is required; it may be empty.")]
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
            if (EventNames.TryRead(name, out var type, out var error))
            {
                events.Add(type.Fqn);
            }
            else
            {
                errors.Add(new FieldError("events", error));
            }
        }

        draft.Events = events;

        // Each message lists every allowed name.
        return [.. errors.Take(1)];
    }

    /// <summary>A JSON object has no order, so a header is identified by its name, if that is valid.</summary>
    private static string HeaderField(string field, WebhookDraft draft)
    {
        var index = field.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open ? field[(open + 1)..field.IndexOf(']', StringComparison.Ordinal)] : null;
        return index is not null && int.TryParse(index, out var i) && InvisibleText.Trim(draft.Headers[i].Name) is { } name && HeaderRules.IsName(name)
            ? $"customHeaders.{name}"
            : "customHeaders";
    }
}
