using Bunit;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.BulkActions;

public sealed class BulkActionPanelTests : ComponentTest
{
    [Fact]
    public async Task Running_and_paused_actions_are_shown_with_their_progress_and_others_are_not()
    {
        await StoreAsync(BulkActionState.Completed, 5, 5);
        await StoreAsync(BulkActionState.Running, 1_204, 312, skipped: 2, webhook: "CRM");
        await StoreAsync(BulkActionState.Paused, 3, 1, error: "The webhook is disabled.");

        var panel = Open();

        Assert.Equal(["Paused", "Running"], panel.FindAll(ById("bulk-action")).Select(action => action.GetAttribute("data-state")).Order());
        Assert.Contains("312 of 1,204 resent, 2 skipped", panel.FindAll(ById("bulk-progress")).Select(progress => progress.TextContent));
        Assert.Contains("Resend deliveries: CRM", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("The webhook is disabled.", panel.Find(ById("bulk-error")).TextContent);
    }

    [Fact]
    public void Without_actions_it_shows_nothing() => Assert.Empty(Open().Markup.Trim());

    [Fact]
    public async Task It_follows_an_action_to_its_end_and_keeps_the_result()
    {
        var id = await StoreAsync(BulkActionState.Running, 10, 4);
        var panel = Open();

        await ChangeAsync(id, action => action.SetProperty(row => row.Done, 7));
        await panel.WaitForAssertionAsync(() =>
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("7 of 10 resent", panel.Find(ById("bulk-progress")).TextContent);
        });
        await ChangeAsync(id, action => action.SetProperty(row => row.Done, 10).SetProperty(row => row.State, BulkActionState.Completed).SetProperty(row => row.EndedAt, Store.Time.GetUtcNow()));
        await panel.WaitForAssertionAsync(() =>
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("Completed", panel.Find(ById("bulk-action")).GetAttribute("data-state"));
        });

        Assert.Empty(panel.FindAll($"{ById("bulk-pause")}, {ById("bulk-resume")}, {ById("bulk-cancel")}"));
        Assert.Empty(Open().Markup.Trim());
    }

    [Fact]
    public async Task An_administrator_pauses_resumes_and_cancels()
    {
        var id = await StoreAsync(BulkActionState.Running, 10, 4);
        var dialogs = Render<MudDialogProvider>();
        var panel = Open();

        await panel.Find(ById("bulk-pause")).ClickAsync();
        await panel.WaitForAssertionAsync(() => Assert.Equal("Paused", panel.Find(ById("bulk-action")).GetAttribute("data-state")));
        await panel.Find(ById("bulk-resume")).ClickAsync();
        await panel.WaitForAssertionAsync(() => Assert.Equal("Running", panel.Find(ById("bulk-action")).GetAttribute("data-state")));

        var asked = panel.Find(ById("bulk-cancel")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Stop after 4 of 10 resent? The other 6 are left as they are.", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.FindAll("button").First(button => button.TextContent.Trim() == "Stop").ClickAsync();
        await asked;
        await panel.WaitForAssertionAsync(() => Assert.Equal("Cancelled", panel.Find(ById("bulk-action")).GetAttribute("data-state")));
        Assert.Equal(BulkActionState.Cancelled, (await Store.Service<BulkActionQueries>().FindAsync(id, Cancel))!.State);
    }

    [Fact]
    public async Task Support_sees_the_progress_and_changes_nothing()
    {
        await StoreAsync(BulkActionState.Running, 10, 4);

        var panel = Open(Role.Support);

        Assert.Equal("4 of 10 resent", panel.Find(ById("bulk-progress")).TextContent);
        Assert.Empty(panel.FindAll("button:enabled"));
    }

    [Fact]
    public async Task A_person_who_is_no_longer_an_administrator_sees_a_message()
    {
        await StoreAsync(BulkActionState.Running, 10, 4);
        var panel = Open();
        GiveRole(Role.Support);

        await panel.Find(ById("bulk-pause")).ClickAsync();

        await panel.WaitForAssertionAsync(() => Assert.Equal("Only administrators can change bulk actions.", panel.Find(ById("bulk-error")).TextContent));
    }

    [Fact]
    public async Task The_page_lists_what_has_ended()
    {
        await StoreAsync(BulkActionState.Completed, 5, 4, skipped: 1);
        await StoreAsync(BulkActionState.Failed, 5, 0, error: "The webhook was removed.");
        await StoreAsync(BulkActionState.Running, 5, 0);
        SignIn(Role.Support);

        var page = Render<BulkActionsPage>();
        page.WaitForAssertion(() => Assert.Equal((2, 1), (page.FindAll(ById("bulk-row")).Count, page.FindAll(ById("bulk-action")).Count)));

        Assert.Contains("4 of 5 resent, 1 skipped", page.FindAll(ById("bulk-result")).Select(result => result.TextContent));
        Assert.Contains("The webhook was removed.", page.Markup, StringComparison.Ordinal);
    }

    private async Task<Guid> StoreAsync(BulkActionState state, int total, int done, int skipped = 0, string? webhook = null, string? error = null)
    {
        var action = new StoredBulkAction
        {
            Id = Guid.NewGuid(),
            Kind = BulkActionKind.ResendDeliveries,
            WebhookName = webhook,
            Criteria = "{}",
            State = state,
            Total = total,
            Done = done,
            Skipped = skipped,
            Error = error,
            ActorName = Actors.Administrator.Name,
            CreatedAt = Store.Time.GetUtcNow(),
            EndedAt = state is BulkActionState.Running or BulkActionState.Paused ? null : Store.Time.GetUtcNow(),
        };
        await Store.StoreAsync(action);
        return action.Id;
    }

    private async Task ChangeAsync(Guid id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<StoredBulkAction>> change)
    {
        await using var context = await Store.ContextAsync();
        await context.BulkActions.Where(action => action.Id == id).ExecuteUpdateAsync(change, Cancel);
    }

    private IRenderedComponent<BulkActionPanel> Open(Role role = Role.Administrator)
    {
        SignIn(role);
        using var context = Store.Service<IDbContextFactory<WebhooksDbContext>>().CreateDbContext();
        var open = context.BulkActions.Count(action => action.EndedAt == null);
        var panel = Render<BulkActionPanel>();
        panel.WaitForAssertion(() => Assert.Equal(open, panel.FindAll(ById("bulk-action")).Count));
        return panel;
    }
}
