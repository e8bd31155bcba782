using AngleSharp.Dom;
using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

public sealed class WebhookEditorTests : ComponentTest
{
    private readonly List<Guid> _saved = [];
    private readonly List<int?> _revisions = [];
    private int _reloads;

    [Fact]
    public async Task Each_error_is_shown_at_its_field_and_the_input_stays()
    {
        var form = Open(new WebhookDraft(), draft => Store.Changes.CreateAsync(Actors.Administrator, draft, Cancel));
        Type(form, "field-url", "ftp://example.com");
        Click(form, "add-header");
        Type(form, "header-name-0", "X-Dixa-Signature");
        Type(form, "header-value-0", "kept");
        form.Find(ById("auth-kind")).Change("Basic");
        Type(form, "auth-username", "a:b");

        await form.Find("form").SubmitAsync();

        Assert.Equal("Enter a name, for example CRM updates.", Error(form, "name"));
        Assert.Equal("Enter a full URL that starts with https:// or http://.", Error(form, "url"));
        Assert.Equal("Choose at least one event.", Error(form, "events"));
        Assert.StartsWith("The user name must not contain a colon", Error(form, "authorization.username"), StringComparison.Ordinal);
        Assert.StartsWith("X-Dixa-Signature is set by the sender", Error(form, "headers[0].name"), StringComparison.Ordinal);
        Assert.Empty(form.FindAll(ById("error-headers[0].value")));
        Assert.Equal("ftp://example.com", form.Find(ById("field-url")).GetAttribute("value"));
        Assert.Equal("kept", form.Find(ById("header-value-0")).GetAttribute("value"));
        Assert.Equal("a:b", form.Find(ById("auth-username")).GetAttribute("value"));
        Assert.Empty(_saved);
    }

    [Fact]
    public async Task A_screen_reader_hears_each_fields_message_and_no_id_is_used_twice()
    {
        var form = Open(new WebhookDraft(), draft => Store.Changes.CreateAsync(Actors.Administrator, draft, Cancel));
        Click(form, "add-header");
        form.Find(ById("auth-kind")).Change("Basic");

        await form.Find("form").SubmitAsync();

        foreach (var (input, field) in new[] { ("field-name", "name"), ("field-url", "url"), ("events-search", "events"), ("auth-username", "authorization.username"), ("header-name-0", "headers[0].name") })
        {
            var element = form.Find(ById(input));
            Assert.Equal("true", element.GetAttribute("aria-invalid"));
            Assert.Equal(Error(form, field), Description(form, element));
        }

        Assert.Equal(Error(form, "events"), Description(form, form.Find("fieldset[aria-describedby]")));
        Assert.Distinct(form.FindAll("[id]").Select(element => element.Id));
    }

    [Fact]
    public async Task A_fields_message_disappears_when_the_field_changes()
    {
        var form = Open(new WebhookDraft(), draft => Store.Changes.CreateAsync(Actors.Administrator, draft, Cancel));
        await form.Find("form").SubmitAsync();
        Assert.Equal("true", form.Find(ById("field-name")).GetAttribute("aria-invalid"));

        Type(form, "field-name", "CRM");

        Assert.Empty(form.FindAll(ById("error-name")));
        Assert.NotEmpty(form.FindAll(ById("error-url")));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_not_cut_but_refused()
    {
        var name = new string('x', 150);
        var form = Open(Drafts.Valid(), draft => Store.Changes.CreateAsync(Actors.Administrator, draft, Cancel));
        Type(form, "field-name", name);

        await form.Find("form").SubmitAsync();

        Assert.StartsWith("The name must be at most 100 characters", Error(form, "name"), StringComparison.Ordinal);
        Assert.Equal(name, form.Find(ById("field-name")).GetAttribute("value"));
    }

    [Fact]
    public async Task A_draft_in_order_is_saved_once_however_often_it_is_submitted()
    {
        var response = new TaskCompletionSource<SaveResult>();
        var calls = 0;
        var form = Open(Drafts.Valid(), _ =>
        {
            calls++;
            return response.Task;
        });

        var first = form.Find("form").SubmitAsync();
        var second = form.Find("form").SubmitAsync();
        var id = Guid.NewGuid();
        response.SetResult(new SaveResult.Saved(id));
        await Task.WhenAll(first, second);
        await form.Find("form").SubmitAsync();

        Assert.Equal(1, calls);
        Assert.Equal([id], _saved);
    }

    [Fact]
    public void Everything_and_nothing_can_be_chosen_at_once()
    {
        var draft = new WebhookDraft();
        var form = Open(draft);

        Click(form, "events-select-all");
        Assert.Equal($"{EventCatalogue.All.Count} of {EventCatalogue.All.Count} selected", form.Find(ById("events-count")).TextContent);
        Assert.Equal(EventCatalogue.All.Count, draft.Events.Count);

        form.Find(ById("event-option-CONVERSATION_RATED")).Change(false);
        Assert.Equal($"{EventCatalogue.All.Count - 1} of {EventCatalogue.All.Count} selected", form.Find(ById("events-count")).TextContent);
        Assert.Equal("some", form.Find(ById("event-group-Content")).GetAttribute("data-chosen"));

        Click(form, "events-clear");
        Assert.Empty(draft.Events);
    }

    [Fact]
    public void A_search_narrows_the_events_and_select_all_takes_those_only()
    {
        var draft = new WebhookDraft { Events = ["CONVERSATION_CREATED"] };
        var form = Open(draft);

        form.Find(ById("events-search")).Input("tag");
        Assert.Empty(form.FindAll(ById("event-option-CONVERSATION_CREATED")));
        Click(form, "events-select-all");

        Assert.Equal(["CONVERSATION_CREATED", "CONVERSATION_TAG_ADDED", "CONVERSATION_TAG_REMOVED"], draft.Events.Order());
    }

    [Fact]
    public void A_stored_value_shows_its_mask_and_typing_into_it_replaces_it()
    {
        var draft = Drafts.With(d => (d.AuthorizationKind, d.Token) = (AuthorizationKind.Token, Mask.Text));
        var form = Open(draft);
        Assert.Equal(Mask.Text, form.Find(ById("auth-token")).GetAttribute("value"));
        Assert.Equal("password", form.Find(ById("auth-token")).GetAttribute("type"));

        Type(form, "auth-token", Mask.Text + "new-token");

        Assert.Equal("new-token", draft.Token);
    }

    [Fact]
    public async Task A_concurrent_change_is_not_overwritten_and_the_input_is_not_lost()
    {
        var form = Open(Drafts.Valid(), _ => Task.FromResult<SaveResult>(new SaveResult.Conflict()), Drafts.With(draft => draft.Name = "Theirs"));
        Type(form, "field-name", "Mine");

        await form.Find("form").SubmitAsync();
        Assert.Equal("Mine", form.Find(ById("field-name")).GetAttribute("value"));
        Assert.Contains("Keep mine: Mine", form.Find(ById("difference-name")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Take theirs: Theirs", form.Find(ById("difference-name")).TextContent, StringComparison.Ordinal);
        Assert.Equal("Grace", form.Find(ById("changed-by")).TextContent);
        Assert.Equal(0, _reloads);

        Click(form, "reload-theirs");
        Assert.Equal(1, _reloads);
    }

    [Fact]
    public async Task The_fields_of_two_edits_are_combined_as_chosen_and_saved_with_the_new_revision()
    {
        var saved = new List<WebhookDraft>();
        var form = Open(
            Drafts.Valid(),
            draft =>
            {
                saved.Add(DraftField.CopyOf(draft));
                return Task.FromResult<SaveResult>(saved.Count == 1 ? new SaveResult.Conflict() : new SaveResult.Saved(Guid.NewGuid()));
            },
            Drafts.With(draft => (draft.Name, draft.Url, draft.Enabled) = ("Theirs", "https://theirs.example.com/", false)));
        Type(form, "field-name", "Mine");
        Type(form, "field-url", "https://mine.example.com/");
        await form.Find("form").SubmitAsync();

        await form.Find(ById("theirs-url")).ChangeAsync("on");
        await form.Find(ById("merge-save")).ClickAsync();

        Assert.Equal(("Mine", "https://theirs.example.com/", false), (saved[1].Name, saved[1].Url, saved[1].Enabled));
        Assert.Equal([7], _revisions);
        Assert.Single(_saved);
    }

    [Fact]
    public async Task A_change_that_the_form_does_not_contain_does_not_stop_saving()
    {
        var saves = 0;
        var form = Open(Drafts.Valid(), _ => Task.FromResult<SaveResult>(++saves == 1 ? new SaveResult.Conflict() : new SaveResult.Saved(Guid.NewGuid())), Drafts.Valid());
        Type(form, "field-name", "Mine");

        await form.Find("form").SubmitAsync();

        Assert.Equal(2, saves);
        Assert.Single(_saved);
        Assert.Empty(form.FindAll(ById("form-changed")));
    }

    [Fact]
    public async Task A_removed_webhook_is_reported_with_a_link_back()
    {
        var form = Open(Drafts.Valid(), _ => Task.FromResult<SaveResult>(new SaveResult.NotFound()));

        await form.Find("form").SubmitAsync();

        Assert.Contains("was removed", form.Find(ById("form-gone")).TextContent, StringComparison.Ordinal);
        Assert.Equal(AppUrls.To(AppRoutes.Webhooks), form.Find(ById("form-gone") + " a").GetAttribute("href"));
    }

    [Fact]
    public void A_removed_header_takes_its_row_and_no_other()
    {
        var draft = Drafts.With(d => d.Headers = [new() { Name = "A", Value = "1" }, new() { Name = "B", Value = "2" }]);
        var form = Open(draft);

        Click(form, "remove-header-0");

        Assert.Equal("B", Assert.Single(draft.Headers).Name);
        Assert.Equal("B", form.Find(ById("header-name-0")).GetAttribute("value"));
        Assert.Empty(form.FindAll(ById("header-name-1")));
    }

    /// <param name="draft">The form's values.</param>
    /// <param name="save">Saves them; by default forbidden.</param>
    /// <param name="stored">What someone else has stored in the meantime.</param>
    private IRenderedComponent<WebhookEditor> Open(WebhookDraft draft, Func<WebhookDraft, Task<SaveResult>>? save = null, WebhookDraft? stored = null) =>
        Render<WebhookEditor>(parameters => parameters
            .Add(form => form.Draft, draft)
            .Add(form => form.SaveText, "Create webhook")
            .Add(form => form.CancelHref, AppRoutes.Webhooks)
            .Add(form => form.Save, save ?? (_ => Task.FromResult<SaveResult>(new SaveResult.Forbidden())))
            .Add(form => form.ReadStored, () => Task.FromResult(stored is null ? null : new StoredEdit(new WebhookForm(stored, 7), "Grace", null)))
            .Add(form => form.RevisionChanged, revision => _revisions.Add(revision))
            .Add(form => form.OnSaved, id => _saved.Add(id))
            .Add(form => form.Reload, () => _reloads++));

    private static void Type(IRenderedComponent<WebhookEditor> form, string testId, string text) => form.Find(ById(testId)).Change(text);

    private static void Click(IRenderedComponent<WebhookEditor> form, string testId) => form.Find(ById(testId)).Click();

    private static string Description(IRenderedComponent<WebhookEditor> form, IElement element) =>
        form.Find($"[id='{element.GetAttribute("aria-describedby")}']").TextContent.Trim();

    private static string Error(IRenderedComponent<WebhookEditor> form, string field) => form.Find(ById($"error-{field}")).TextContent.Trim();
}
