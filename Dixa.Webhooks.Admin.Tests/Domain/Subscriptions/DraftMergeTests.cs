using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class DraftMergeTests
{
    [Fact]
    public void Every_property_of_a_draft_belongs_to_one_field() => Assert.Equal(
        typeof(WebhookDraft).GetProperties().Select(property => property.Name).Where(name => name != nameof(WebhookDraft.MayHaveNoEvents)).Order(StringComparer.Ordinal),
        DraftField.All.SelectMany(field => field.Properties).Order(StringComparer.Ordinal));

    [Fact]
    public void A_copy_has_all_values_and_its_own_lists()
    {
        var draft = Drafts.With(d =>
        {
            (d.AuthorizationKind, d.Username, d.Password, d.Token, d.Enabled) = (AuthorizationKind.Basic, "u", "p", "t", false);
            (d.Description, d.Owner, d.Tags) = ("For the CRM", "CRM team", ["crm"]);
            d.Headers = [new() { Name = "A", StoredName = "B", Value = "1" }];
        });

        var copy = DraftField.CopyOf(draft);

        Assert.Equivalent(draft, copy, strict: true);
        copy.Events.Clear();
        copy.Headers[0].Name = "C";
        Assert.NotEmpty(draft.Events);
        Assert.Equal("A", draft.Headers[0].Name);
    }

    [Fact]
    public void Only_fields_that_the_other_person_changed_are_listed_and_only_those_that_both_changed_are_conflicts()
    {
        var opened = Drafts.Valid();
        var mine = Drafts.With(draft => (draft.Name, draft.Url) = ("Mine", "https://mine.example.com/"));
        var theirs = Drafts.With(draft => (draft.Name, draft.Enabled) = ("Theirs", false));

        var found = DraftMerge.Compare(opened, mine, theirs, []);

        Assert.Equal([("name", "Mine", "Theirs", true), ("enabled", "On", "Off", false)], found.Select(one => (one.Field.Name, one.Mine, one.Theirs, one.IsConflict)));
    }

    [Fact]
    public void The_same_change_by_both_is_no_difference()
    {
        var changed = Drafts.With(draft => draft.Name = "The same");

        Assert.Empty(DraftMerge.Compare(Drafts.Valid(), changed, DraftField.CopyOf(changed), []));
    }

    [Fact]
    public void Without_the_opened_form_every_difference_is_a_conflict()
    {
        var found = DraftMerge.Compare(null, Drafts.With(draft => draft.Name = "Mine"), Drafts.Valid(), []);

        Assert.Equal([("name", true)], found.Select(one => (one.Field.Name, one.IsConflict)));
    }

    [Fact]
    public void Another_secret_behind_the_same_mask_is_found()
    {
        var opened = Drafts.With(draft => (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, Mask.Text));
        var unchanged = DraftField.CopyOf(opened);
        var typed = DraftField.CopyOf(opened);
        typed.Token = "typed";

        Assert.Equal((false, "Token (other secret values)"), Assert.Single(DraftMerge.Compare(opened, unchanged, DraftField.CopyOf(opened), [DraftField.Authorization])) is var one ? (one.IsConflict, one.Theirs) : default);
        Assert.True(Assert.Single(DraftMerge.Compare(opened, typed, DraftField.CopyOf(opened), [DraftField.Authorization])).IsConflict);
    }

    [Fact]
    public void Taking_a_field_leaves_the_others()
    {
        var mine = Drafts.With(draft => (draft.Name, draft.Url) = ("Mine", "https://mine.example.com/"));
        var theirs = Drafts.With(draft => (draft.Name, draft.Url) = ("Theirs", "https://theirs.example.com/"));

        DraftMerge.Take(theirs, mine, DraftField.All.Where(field => field.Name == "url"));

        Assert.Equal(("Mine", "https://theirs.example.com/"), (mine.Name, mine.Url));
    }
}
