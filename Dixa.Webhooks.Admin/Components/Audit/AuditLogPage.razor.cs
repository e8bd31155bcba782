using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Audit;

/// <summary>The audit log, newest first, for administrators. The URL holds the filters and the page.</summary>
public sealed partial class AuditLogPage(AuditSearch search, CurrentActor currentActor, NavigationManager navigation, TimeProvider time)
{
    private AuditUrl _filter = new();
    private AuditPage? _page;
    private FieldError? _error;
    private bool _failed;

    [SupplyParameterFromQuery(Name = AuditUrl.ActorName)]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.ActionName)]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.TargetName)]
    public string? Target { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.RangeName)]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.FromName)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.ToName)]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.BeforeName)]
    public string? Before { get; set; }

    [SupplyParameterFromQuery(Name = AuditUrl.AfterName)]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync()
    {
        _filter = new AuditUrl { Actor = Actor, Action = Action, Target = Target, Range = Range, From = From, To = To, Before = Before, After = After };

        // Before the page is interactive it stays in its loading state, because its fields would not react yet.
        return RendererInfo.IsInteractive ? LoadAsync() : Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        var filter = _filter;
        if (filter.Read(time.GetUtcNow(), out _error) is not { } query)
        {
            return;
        }

        try
        {
            // The role may have changed since the page was opened.
            if (!(await currentActor.GetAsync()).MayManage)
            {
                navigation.NavigateTo(AppUrls.To(AppRoutes.AccessDenied));
                return;
            }

            var page = await search.FindAsync(query);
            if (!ReferenceEquals(filter, _filter))
            {
                // The filters have changed since, and their own search shows the result.
                return;
            }

            (_page, _failed) = (page, false);
            if (filter.After is not null && page.Newer is null)
            {
                // Going back reached the first page, which has its own URL.
                navigation.NavigateTo(AppUrls.AuditLog(filter.FromTheNewest()), replace: true);
            }
        }
        catch (DbException)
        {
            _failed = ReferenceEquals(filter, _filter) || _failed;
        }
    }

    private string Export(string path) => AppUrls.AuditLog(_filter.FromTheNewest(), path);

    private void GoTo(AuditUrl filter) => navigation.NavigateTo(AppUrls.AuditLog(filter));
}
