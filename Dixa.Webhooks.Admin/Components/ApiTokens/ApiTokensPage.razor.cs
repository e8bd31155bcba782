using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Shared;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.ApiTokens;

public sealed partial class ApiTokensPage(ApiTokenDirectory tokens, CurrentActor current, IDialogService dialogs, ISnackbar snackbar, DialogDraftLookup drafts)
{
    private IReadOnlyList<ApiTokenRow>? _tokens;
    private bool _failed;

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await drafts.ExistsAsync(NewTokenDialog.DraftName))
        {
            await AddAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _tokens = await tokens.ListAsync(await current.GetAsync());
            _failed = false;
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private async Task AddAsync()
    {
        var dialog = await dialogs.ShowAsync<NewTokenDialog>("Add API token", NewTokenDialog.Options);
        await dialog.Result;
        await ReadAsync();
    }

    private async Task RevokeAsync(ApiTokenRow token)
    {
        var isConfirmed = await dialogs.ShowMessageBoxAsync(
            "Revoke API token", $"Revoke {token.Name}? Programs that use it lose access immediately. This can't be undone.", yesText: "Revoke", cancelText: "Cancel");
        if (isConfirmed is not true)
        {
            return;
        }

        ApiTokenResult result;
        try
        {
            result = await tokens.RevokeAsync(await current.GetAsync(), token.Id);
        }
        catch (DbException)
        {
            snackbar.Add($"The database did not respond, so {token.Name} was not revoked. Try again.", Severity.Error);
            return;
        }

        var (message, severity) = result switch
        {
            ApiTokenResult.Revoked => ($"{token.Name} was revoked.", Severity.Success),
            ApiTokenResult.NotFound => ("This token no longer exists.", Severity.Info),
            _ => ("Only administrators can do this.", Severity.Error),
        };
        snackbar.Add(message, severity);
        await ReadAsync();
    }
}
