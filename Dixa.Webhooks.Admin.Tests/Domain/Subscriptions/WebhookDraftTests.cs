using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class WebhookDraftTests
{
    public static TheoryData<string, string> BadNames { get; } = new()
    {
        { "", "Enter a name" },
        { " \t ", "Enter a name" },
        { new string('n', 101), "at most 100 characters (it has 101)" },
        { "two\nlines", "control characters" },
        { "bell\a", "control characters" },
        { "CRM \u202exslx.exe", "right-to-left override) at position 5" },
        { "CRM\u2028updates", "line separator) at position 4" },
        { "CRM\u200bupdates", "zero width space) at position 4" },
    };

    public static TheoryData<string> GoodNames { get; } = ["x", "CRM updates", "Größe 東京 🎉", new string('n', 100), "  " + new string('n', 100) + "  "];

    public static TheoryData<string, string> BadUrls { get; } = new()
    {
        { "", "Enter a URL" },
        { "/relative", "https:// or http://" },
        { "example.com/relative", "https:// or http://" },
        { "ftp://example.com/", "https:// or http://" },
        { "https://user:password@example.com/", "user name or password" },
        { "https://example.com/".PadRight(2_001, 'a'), "at most 2,000 characters (it has 2,001)" },
    };

    public static TheoryData<string, string, string, string> BadHeaders { get; } = new()
    {
        { "", "value", "name", "Enter the header's name" },
        { "X Api Key", "value", "name", "can contain only letters, digits" },
        { "X-Api-Key:", "value", "name", "can contain only letters, digits" },
        { "X-Größe", "value", "name", "can contain only letters, digits" },
        { new string('X', 201), "value", "name", "at most 200" },
        { "X-Api-Key", "a\r\nX-Evil: 1", "value", "control characters" },
        { "X-Api-Key", "a\0b", "value", "control characters" },
        { "X-Api-Key", new string('v', 4_097), "value", "at most 4,096 bytes (it has 4,097)" },
        { "X-Api-Key", new string('é', 2_048) + "v", "value", "at most 4,096 bytes (it has 4,097)" },
        { "X-Api-Key", Mask.Text, "value", "not stored yet" },
    };

    [Fact]
    public void A_valid_draft_becomes_a_configuration()
    {
        var configuration = Drafts.Valid().Check(stored: null, out var errors);

        Assert.Empty(errors);
        Assert.NotNull(configuration);
        Assert.Equal("CRM updates", configuration.Name);
        Assert.Equal("https://example.com/webhooks", configuration.Url.Text);
        Assert.Equal(["CONVERSATION_CREATED", "CONVERSATION_RATED"], configuration.Events.Select(type => type.Fqn));
        Assert.Equal(new EndpointAuthorization.None(), configuration.Authorization);
        Assert.Empty(configuration.Headers);
        Assert.True(configuration.Enabled);
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public void A_bad_name_is_refused(string name, string error) => Refused(Drafts.With(draft => draft.Name = name), "name", error);

    [Theory]
    [MemberData(nameof(GoodNames))]
    public void A_name_of_1_to_100_characters_is_kept_without_the_spaces_around_it(string name) =>
        Assert.Equal(name.Trim(), Drafts.Configuration(draft => draft.Name = name).Name);

    [Theory]
    [MemberData(nameof(BadUrls))]
    public void An_invalid_URL_is_refused(string url, string error) => Refused(Drafts.With(draft => draft.Url = url), "url", error);

    [Fact]
    public void A_URL_of_2000_characters_is_allowed()
    {
        var url = "https://example.com/".PadRight(2_000, 'a');

        Assert.Equal(url, Drafts.Configuration(draft => draft.Url = url).Url.Text);
    }

    [Fact]
    public void An_empty_list_of_events_is_refused() => Refused(Drafts.With(draft => draft.Events = []), "events", "Choose at least one event");

    [Theory]
    [InlineData("ConversationCreated")]
    [InlineData("conversation_created")]
    [InlineData("")]
    public void An_unknown_event_is_refused_with_the_allowed_ones(string fqn) =>
        Refused(Drafts.With(draft => draft.Events.Add(fqn)), "events", $"Unknown event {fqn}. It must be one of CONVERSATION_CREATED, ");

    [Fact]
    public void The_events_come_in_the_catalogues_order() =>
        Assert.Equal(
            ["CONVERSATION_CREATED", "CONVERSATION_OPEN", "AGENT_BANNED_IP"],
            Drafts.Configuration(draft => draft.Events = ["AGENT_BANNED_IP", "CONVERSATION_OPEN", "CONVERSATION_CREATED"]).Events.Select(type => type.Fqn));

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void A_bad_header_is_refused(string name, string value, string part, string error) =>
        Refused(Drafts.WithHeader(name, value), $"headers[0].{part}", error);

    [Theory]
    [MemberData(nameof(HeaderRulesTests.Reserved), MemberType = typeof(HeaderRulesTests))]
    public void A_reserved_header_is_refused_in_any_case(string name) =>
        Assert.All(
            [name, name.ToLowerInvariant(), name.ToUpperInvariant(), $" {name} "],
            spelling => Refused(Drafts.WithHeader(spelling, "value"), "headers[0].name", "cannot be overridden"));

    [Fact]
    public void A_value_of_4096_bytes_is_allowed() =>
        Assert.Equal(new string('é', 2_048), Drafts.Configuration(draft => draft.Headers = [Header("X-Api-Key", new string('é', 2_048))]).Headers.Single().Value);

    [Fact]
    public void The_same_header_twice_is_refused_in_any_case() =>
        Refused(
            Drafts.With(draft => draft.Headers = [Header("X-Api-Key", "a"), Header("x-api-KEY", "b")]),
            "headers[1].name",
            "There is already a header named x-api-KEY");

    [Theory]
    [InlineData(AuthorizationKind.Basic)]
    [InlineData(AuthorizationKind.Token)]
    public void A_custom_Authorization_header_in_addition_to_the_forms_is_refused(AuthorizationKind kind) =>
        Refused(
            Drafts.With(draft =>
            {
                (draft.AuthorizationKind, draft.Username, draft.Token) = (kind, "user", "token");
                draft.Headers = [Header("authorization", "Digest x")];
            }),
            "headers[0].name",
            "There is already a header named authorization");

    [Fact]
    public void An_Authorization_header_is_allowed_when_the_form_has_none() =>
        Assert.Equal("Digest x", Drafts.Configuration(draft => draft.Headers = [Header("Authorization", "Digest x")]).Headers.Single().Value);

    [Fact]
    public void Fifty_headers_are_allowed_and_no_more()
    {
        Drafts.Configuration(draft => draft.Headers = [.. Many(50)]);
        Refused(Drafts.With(draft => draft.Headers = [.. Many(51)]), "headers", "at most 50 headers (there are 51)");

        static IEnumerable<HeaderDraft> Many(int count) => Enumerable.Range(0, count).Select(i => Header($"X-{i}", "v"));
    }

    [Theory]
    [InlineData("", "Enter the user name")]
    [InlineData("a:b", "colon")]
    [InlineData("a\nb", "control characters")]
    public void A_bad_user_name_is_refused(string username, string error) =>
        Refused(Basic(username, "password"), "authorization.username", error);

    [Theory]
    [InlineData("a\nb", "control characters")]
    [InlineData(Mask.Text, "not stored yet")]
    public void A_bad_password_is_refused(string password, string error) =>
        Refused(Basic("user", password), "authorization.password", error);

    [Fact]
    public void Invisible_characters_around_a_name_a_header_and_its_value_are_removed()
    {
        var configuration = Drafts.Configuration(draft =>
        {
            draft.Name = "\ufeffCRM updates\u200b";
            draft.Headers = [Header("\u2060X-Api-Key\u200e", "\u200bkey\u00ad ")];
        });

        Assert.Equal("CRM updates", configuration.Name);
        Assert.Equal([new RequestHeader("X-Api-Key", "key")], configuration.Headers);
    }

    [Fact]
    public void An_invisible_character_in_a_user_name_or_password_is_named()
    {
        Refused(Basic("us\u200ber", "password"), "authorization.username", "The user name contains an invisible character (U+200B, zero width space) at position 3");
        Refused(Basic("user", "pass\ufeffword"), "authorization.password", "The password contains an invisible character (U+FEFF, byte order mark) at position 5");
    }

    [Fact]
    public void Stored_values_are_kept_even_if_the_current_rules_would_refuse_them()
    {
        var stored = Drafts.Configuration() with
        {
            Url = EndpointUrl.Stored("https://example.com/a\u200bb"),
            Authorization = new EndpointAuthorization.Token("Bearer ✓"),
            Headers = [new RequestHeader("X_DIXA_SIGNATURE", "value")],
        };
        var draft = Drafts.With(draft =>
        {
            (draft.Url, draft.AuthorizationKind, draft.Token, draft.Enabled) = (stored.Url.Text, AuthorizationKind.Token, Mask.Text, false);
            draft.Headers = [new HeaderDraft { Name = "X_DIXA_SIGNATURE", StoredName = "X_DIXA_SIGNATURE", Value = Mask.Text }];
        });

        var kept = draft.Check(stored, out var errors);

        Assert.Empty(errors);
        Assert.Equal((stored.Url, stored.Authorization, false), (kept!.Url, kept.Authorization, kept.Enabled));
        Assert.Equal(stored.Headers, kept.Headers);
    }

    [Fact]
    public void A_password_may_be_empty() =>
        Assert.Equal(new EndpointAuthorization.Basic("user", ""), Basic("user", "").Check(stored: null, out _)?.Authorization);

    [Theory]
    [InlineData("", "Enter the token")]
    [InlineData("  ", "Enter the token")]
    [InlineData("a\nb", "control characters")]
    [InlineData(Mask.Text, "not stored yet")]
    public void A_bad_token_is_refused(string token, string error) =>
        Refused(Bearer(token), "authorization.value", error);

    [Fact]
    public void A_mask_that_comes_back_keeps_the_stored_password() =>
        Assert.Equal(new EndpointAuthorization.Basic("other", "password"), Basic("other", Mask.Text).Check(Checked(Basic("user", "password")), out _)?.Authorization);

    [Fact]
    public void A_mask_that_comes_back_keeps_the_stored_token() =>
        Assert.Equal(new EndpointAuthorization.Token("token"), Bearer(Mask.Text).Check(Checked(Bearer("token")), out _)?.Authorization);

    [Fact]
    public void A_mask_does_not_turn_a_stored_token_into_a_password() =>
        Refused(Basic("user", Mask.Text), "authorization.password", "not stored yet", Checked(Bearer("token")));

    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("x-api-key")]
    [InlineData(" X-API-KEY ")]
    public void A_mask_that_comes_back_keeps_the_stored_value_of_that_name(string name) =>
        Assert.Equal("stored", Drafts.WithHeader(name, Mask.Text).Check(Checked(Drafts.WithHeader("X-Api-Key", "stored")), out _)?.Headers.Single().Value);

    [Fact]
    public void A_mask_follows_the_name_and_not_the_position()
    {
        var stored = Checked(Drafts.With(draft => draft.Headers = [Header("X-First", "1"), Header("X-Second", "2")]));
        var draft = Drafts.With(draft => draft.Headers = [Header("X-Second", Mask.Text), Header("X-First", "new")]);

        Assert.Equal(
            [new RequestHeader("X-Second", "2"), new RequestHeader("X-First", "new")],
            draft.Check(stored, out _)?.Headers);
    }

    [Fact]
    public void A_rename_keeps_the_stored_value_even_if_two_headers_swap_names()
    {
        var stored = Checked(Drafts.With(draft => draft.Headers = [Header("X-First", "1"), Header("X-Second", "2"), Header("X-Third", "3")]));
        var draft = Drafts.With(draft => draft.Headers = [Renamed("X-First", "X-Second"), Renamed("X-Second", "X-First"), Renamed("X-Third", "X-Api-Key")]);

        Assert.Equal(
            [new RequestHeader("X-Second", "1"), new RequestHeader("X-First", "2"), new RequestHeader("X-Api-Key", "3")],
            draft.Check(stored, out _)?.Headers);

        static HeaderDraft Renamed(string from, string to) => new() { StoredName = from, Name = to, Value = Mask.Text };
    }

    [Fact]
    public void A_mask_for_a_new_header_is_refused() =>
        Refused(Drafts.WithHeader("X-Other", Mask.Text), "headers[0].value", "not stored yet", Checked(Drafts.WithHeader("X-Api-Key", "stored")));

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var draft = new WebhookDraft
        {
            Url = "ftp://example.com",
            AuthorizationKind = AuthorizationKind.Basic,
            Username = "a:b",
            Password = "a\nb",
            Headers = [Header("Host", "value"), Header("X-Key", "a\nb"), Header("x-key", "ok")],
        };

        Assert.Null(draft.Check(stored: null, out var errors));
        Assert.Equal(
            ["name", "url", "events", "authorization.username", "authorization.password", "headers[0].name", "headers[1].value", "headers[2].name"],
            errors.Select(error => error.Field));
    }

    [Fact]
    public void No_message_repeats_a_secret()
    {
        var basic = Basic("user", "hunter2\n");
        basic.Headers = [Header("X-Api-Key", "hunter2\0")];
        basic.Check(stored: null, out var basicErrors);
        Bearer("hunter2\n2").Check(stored: null, out var bearerErrors);

        Assert.Equal(3, basicErrors.Count + bearerErrors.Count);
        Assert.All([.. basicErrors, .. bearerErrors], error => Assert.DoesNotContain("hunter2", error.ToString()));
    }

    private static void Refused(WebhookDraft draft, string field, string message, WebhookConfiguration? stored = null)
    {
        Assert.Null(draft.Check(stored, out var errors));
        var error = Assert.Single(errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message);
    }

    private static WebhookConfiguration Checked(WebhookDraft draft) =>
        draft.Check(stored: null, out _) ?? throw new InvalidOperationException("The stored draft is not valid.");

    private static WebhookDraft Basic(string username, string password) => Drafts.With(draft =>
        (draft.AuthorizationKind, draft.Username, draft.Password) = (AuthorizationKind.Basic, username, password));

    private static WebhookDraft Bearer(string token) => Drafts.With(draft =>
        (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, token));

    private static HeaderDraft Header(string name, string value) => new() { Name = name, Value = value };
}
