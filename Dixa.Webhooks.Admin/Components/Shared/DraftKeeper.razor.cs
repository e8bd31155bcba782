using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Keeps what is typed in the form around it in the browser's tab, so that it outlives a lost connection, a restart of the server and a reload.
/// The form's fields carry <c>data-draft</c> with their name; of a secret it only keeps that something was typed.
/// </summary>
public sealed partial class DraftKeeper(IJSRuntime js, AuthenticationStateProvider authentication, NavigationManager navigation) : IAsyncDisposable
{
    /// <summary>Browsers store at most some 5 MB for a site, with two bytes for each character.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly ScriptModule _script = new(js, "./Components/Shared/DraftKeeper.razor.js");
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ElementReference _place;
    private KeptDraft? _restored;
    private bool _isOpen;

    /// <summary>Distinguishes the forms of one address.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The address that the draft belongs to; null for the current one.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>What is edited, if it changes by the edits of others: its revision.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>What to say when a secret was typed too.</summary>
    [Parameter]
    public string SecretsText { get; set; } = "Enter the password and header values again.";

    /// <summary>Whether the draft is still there after the user has left the form for another page.</summary>
    [Parameter]
    public bool KeepOnLeave { get; set; }

    /// <summary>There is a draft: put it into the form.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<KeptDraft> Restore { get; set; }

    /// <summary>The draft is gone: put the form back to how it was opened.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Discard { get; set; }

    /// <summary>Forgets the draft, and keeps no other: it is saved, or not wanted.</summary>
    public Task StopAsync() => RunAsync("stop");

    public async ValueTask DisposeAsync()
    {
        await RunAsync(KeepOnLeave ? "close" : "stop");
        await _script.DisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await OpenAsync();
        }
        else
        {
            // What the server has changed in the form, such as a row that was added, causes no event in the browser.
            await RunAsync("keep");
        }
    }

    private async Task OpenAsync()
    {
        if (await DraftKey.OfAsync(authentication, navigation, Name, Address) is not { } key)
        {
            return;
        }

        var script = await _script.FetchAsync();
        if (_script.IsDisposed)
        {
            return;
        }

        var stored = await script.InvokeAsync<LongText.Held?>("open", _id, key, _place, Version);
        var draft = stored?.Text is { } text ? await ReadAsync(text) : null;
        if (draft is not null)
        {
            _restored = draft;
            await Restore.InvokeAsync(draft);
            StateHasChanged();
        }

        _isOpen = true;
        await RunAsync("start");
    }

    private static async Task<KeptDraft?> ReadAsync(IJSStreamReference text)
    {
        await using var reference = text;
        await using var stream = await text.OpenReadStreamAsync(MaxBytes);
        try
        {
            return await JsonSerializer.DeserializeAsync<KeptDraft>(stream, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // Whoever owns the browser can write anything there.
            return null;
        }
    }

    private async Task DiscardAsync()
    {
        _restored = null;
        await RunAsync("stop");
        await Discard.InvokeAsync();
        await OpenAsync();
    }

    private async Task RunAsync(string function)
    {
        if (!_isOpen || _script.IsDisposed)
        {
            return;
        }

        try
        {
            await (await _script.FetchAsync()).InvokeVoidAsync(function, _id);
        }
        catch (Exception error) when (error is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone. It has the draft.
        }
    }
}
