using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// A webhook's configuration as entered, not validated. The form binds to it. <see cref="Check"/> converts it to a
/// <see cref="WebhookConfiguration"/> or returns the errors of these fields:
/// <c>name</c>, <c>url</c>, <c>events</c>, <c>authorization.username</c>, <c>authorization.password</c>, <c>authorization.value</c>,
/// <c>headers</c>, <c>headers[0].name</c>, <c>headers[0].value</c>, <c>description</c>, <c>owner</c>, <c>tags</c>.
/// </summary>
public sealed class WebhookDraft
{
    public const int MaxNameLength = 100;

    public string Name { get; set; } = "";

    /// <summary>What it is for. Optional.</summary>
    public string Description { get; set; } = "";

    /// <summary>The person or team that is responsible for it. Optional.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Words to find it by. Optional.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    public string Url { get; set; } = "";

    /// <summary>Wire names, for example <c>CONVERSATION_CREATED</c>.</summary>
    public HashSet<string> Events { get; set; } = [];

    public AuthorizationKind AuthorizationKind { get; set; }

    public string Username { get; set; } = "";

    /// <summary>The Basic password; <see cref="Mask.Text"/> keeps the stored one.</summary>
    public string Password { get; set; } = "";

    /// <summary>The Bearer token; <see cref="Mask.Text"/> keeps the stored one.</summary>
    public string Token { get; set; } = "";

    public List<HeaderDraft> Headers { get; set; } = [];

    public bool Enabled { get; set; } = true;

    /// <summary>Whether the list of events may be empty. The API's contract allows that; in the form it would be a mistake.</summary>
    public bool MayHaveNoEvents { get; set; }

    /// <summary>Validates all fields.</summary>
    /// <param name="stored">The current configuration, whose values replace masks; null for a new webhook.</param>
    /// <param name="errors">All errors; empty if the result is not null.</param>
    public WebhookConfiguration? Check(WebhookConfiguration? stored, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        var name = InvisibleText.Trim(Name);
        Report("name", NameError(name));

        // An unchanged URL is kept, even if the current rules would refuse it.
        var url = stored?.Url is { } kept && kept.Text == Url ? kept : null;
        if (url is null && !EndpointUrl.TryParse(Url, out url, out var urlError))
        {
            Report("url", urlError);
        }

        var unknown = Events.Where(fqn => !EventCatalogue.TryFind(fqn, out _)).Order(StringComparer.Ordinal).ToList();
        Report("events", unknown.Count > 0
            ? $"Unknown event {unknown[0]}. It must be one of {string.Join(", ", EventCatalogue.All.Select(type => type.Fqn))}."
            : Events.Count == 0 && !MayHaveNoEvents ? "Choose at least one event." : null);

        var authorization = CheckAuthorization(stored?.Authorization, Report);
        var headers = CheckHeaders(stored?.Headers ?? [], Report);
        var (description, owner, tags) = (WebhookLabels.Clean(Description), InvisibleText.Trim(Owner), WebhookLabels.Clean(Tags));
        Report("description", WebhookLabels.DescriptionError(description));
        Report("owner", WebhookLabels.OwnerError(owner));
        Report("tags", WebhookLabels.TagsError(tags));

        errors = found;
        return found.Count > 0
            ? null
            : new WebhookConfiguration(name, url!, [.. EventCatalogue.All.Where(type => Events.Contains(type.Fqn))], authorization, headers, Enabled)
            {
                Description = description,
                Owner = owner,
                Tags = tags,
            };

        void Report(string field, string? error)
        {
            if (error is not null)
            {
                found.Add(new FieldError(field, error));
            }
        }
    }

    private static string? NameError(string name) => name switch
    {
        "" => "Enter a name, for example CRM updates.",
        { Length: > MaxNameLength } => $"The name must be at most {MaxNameLength} characters (it has {name.Length:N0}).",
        _ when name.Any(char.IsControl) => "The name must not contain control characters such as line breaks.",
        _ when InvisibleText.ReadableError(name, "The name") is { } invisible => invisible,
        _ when !HeaderRules.IsWellFormed(name) => "The name contains an unpaired surrogate.",
        _ => null,
    };

    private EndpointAuthorization CheckAuthorization(EndpointAuthorization? stored, Action<string, string?> report)
    {
        switch (AuthorizationKind)
        {
            case AuthorizationKind.Basic:
                var keptPassword = Password == Mask.Text && stored is EndpointAuthorization.Basic basic ? basic.Password : null;
                report("authorization.username", UsernameError(Username));
                report("authorization.password", keptPassword is null ? SecretError(Password, "The password") ?? InvisibleText.Error(Password, "The password") : null);
                return new EndpointAuthorization.Basic(Username, keptPassword ?? Password);

            case AuthorizationKind.Token:
                if (Token == Mask.Text && stored is EndpointAuthorization.Token bearer)
                {
                    return bearer;
                }

                var token = BearerToken.Clean(Token);
                report("authorization.value", token == Mask.Text ? SecretError(token, "The token") : BearerToken.Error(token));
                return new EndpointAuthorization.Token(token);

            default:
                return new EndpointAuthorization.None();
        }
    }

    private static string? UsernameError(string username) => username switch
    {
        "" => "Enter the user name.",
        _ when username.Contains(':') => "The user name must not contain a colon.",
        _ => HeaderRules.ValueError(username, "The user name") ?? InvisibleText.Error(username, "The user name"),
    };

    private static string? SecretError(string value, string what) =>
        value == Mask.Text ? $"{what} is not stored yet. Enter it." : HeaderRules.ValueError(value, what);

    private List<RequestHeader> CheckHeaders(IReadOnlyList<RequestHeader> stored, Action<string, string?> report)
    {
        if (Headers.Count > HeaderRules.MaxHeaders)
        {
            report("headers", $"There must be at most {HeaderRules.MaxHeaders} headers (there are {Headers.Count}).");
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (AuthorizationKind is not AuthorizationKind.None)
        {
            taken.Add(EndpointAuthorization.HeaderName);
        }

        var headers = new List<RequestHeader>(Headers.Count);
        for (var i = 0; i < Headers.Count; i++)
        {
            var name = InvisibleText.Trim(Headers[i].Name);
            var storedName = Headers[i].StoredName ?? name;
            var kept = Headers[i].Value == Mask.Text
                ? stored.FirstOrDefault(header => header.Name.Equals(storedName, StringComparison.OrdinalIgnoreCase))
                : null;
            var value = kept?.Value ?? InvisibleText.Trim(Headers[i].Value);

            // An unchanged name is kept, even if the current rules would refuse it.
            var nameError = stored.Any(header => header.Name == name) ? null : HeaderRules.NameError(name);
            report($"headers[{i}].name", nameError ?? (taken.Add(name) ? null : $"There is already a header named {name}."));
            report($"headers[{i}].value", SecretError(value, "The value"));
            headers.Add(new RequestHeader(name, value));
        }

        return headers;
    }
}
