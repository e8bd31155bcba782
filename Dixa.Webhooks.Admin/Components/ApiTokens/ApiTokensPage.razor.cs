using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Shared;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.ApiTokens;

public sealed partial class ApiTokensPage(Accounts.Tokens.ApiTokens tokens, CurrentActor current, IDialogService dialogs, ISnackbar snackbar, DialogDrafts drafts)
{
    // A token that was shown must not vanish by a slip.
    private static readonly DialogOptions NewTokenOptions = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = false };

    private IReadOnlyList<ApiTokenRow>? _tokens;

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await drafts.ExistsAsync(NewTokenDialog.DraftName))
        {
            await AddAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync() => _tokens = await tokens.ListAsync(await current.GetAsync());

    private async Task AddAsync()
    {
        var dialog = await dialogs.ShowAsync<NewTokenDialog>("Add API token", NewTokenOptions);
        await dialog.Result;
        await ReadAsync();
    }

    private async Task RevokeAsync(ApiTokenRow token)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Revoke API token", $"Revoke {token.Name}? Whatever uses it is refused from now on, and there is no way back.", yesText: "Revoke", cancelText: "Cancel");
        if (sure is not true)
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
            snackbar.Add($"The database did not answer, so {token.Name} is not revoked. Try again.", Severity.Error);
            return;
        }

        var (message, severity) = result switch
        {
            ApiTokenResult.Revoked => ($"{token.Name} is revoked.", Severity.Success),
            ApiTokenResult.Unknown => ("This token is gone.", Severity.Info),
            _ => ("Only administrators may do this.", Severity.Error),
        };
        snackbar.Add(message, severity);
        await ReadAsync();
    }
}
