using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Operations.Onboarding;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>
/// The steps of a new installation, above the list of webhooks. Each is ticked as soon as it is done. They are hidden once an event was received, or
/// when the user closes them.
/// </summary>
public sealed partial class GettingStarted(
    FirstStepsQuery query, IDialogService dialogs, IJSRuntime script, NavigationManager navigation, TimeProvider time, DeliveryFeed feed, ILogger<GettingStarted> logger)
    : LiveComponent(feed, logger)
{
    /// <summary>An event that no webhook subscribes to is not in the feed, so the steps are also read again after this time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private FirstSteps? _steps;
    private bool _wereOpen;

    /// <summary>A token that was just created here. It is only in the memory of this page.</summary>
    private string? _token;

    /// <summary>For a component that is rendered alone.</summary>
    private bool _isClosed;

    private bool IsClosed => _isClosed || Visit is { FirstStepsAreClosed: true };

    // Steps that are done while they are shown stay until they are closed.
    private bool IsVisible => _steps is not null && !IsClosed && (_wereOpen || !_steps.AreDone);

    private string Command => PublishCommand.Of(navigation.BaseUri, _token, _steps?.EventType);

    private string CommandHint => _token is not null
        ? "Run this command in a terminal. It holds the token that you created."
        : $"Run this command in a terminal, with a token that can publish events in place of {PublishCommand.TokenPlace}.";

    protected override Task OnInitializedAsync() => IsClosed ? Task.CompletedTask : FollowAsync(null);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        while (IsVisible && !_steps!.AreDone && !IsDisposed)
        {
            await Task.Delay(Interval, time);
            if (!IsDisposed)
            {
                await RefreshAsync();
                StateHasChanged();
            }
        }
    }

    protected override Task PrerenderAsync() => LoadAsync();

    protected override object? Capture() => _steps;

    protected override void Restore(object captured) => Show((FirstSteps)captured);

    protected override async Task LoadAsync()
    {
        if (_steps is not { AreDone: true })
        {
            Show(await query.ReadAsync());
        }
    }

    private void Show(FirstSteps steps)
    {
        _steps = _steps is { } before && steps.AreDone ? before with { WebhookId = steps.WebhookId ?? before.WebhookId, IsPublished = true, EventId = steps.EventId } : steps;
        _wereOpen |= !steps.AreDone;
    }

    private async Task CreateTokenAsync()
    {
        var parameters = new DialogParameters<NewTokenDialog>
        {
            { dialog => dialog.Name, "First program" },
            { dialog => dialog.Scopes, ApiScopes.PublishEvents },
            { dialog => dialog.EventType, _steps?.EventType },
        };
        var dialog = await dialogs.ShowAsync<NewTokenDialog>("Add API token", parameters, NewTokenDialog.Options);
        if (await dialog.Result is { Data: string token })
        {
            _token = token;
            await RefreshAsync();
        }
    }

    private async Task CloseAsync()
    {
        (_isClosed, _token) = (true, null);
        Visit?.FirstStepsAreClosed = true;
        await script.InvokeVoidAsync("dixaScreens.hideFirstSteps");
    }
}
