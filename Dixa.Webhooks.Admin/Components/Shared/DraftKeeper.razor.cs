using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Stores the input of the surrounding form in the browser tab, so that it survives a lost connection, a server restart and a reload.
/// Blazor's persisted circuit state would not do: the server keeps it in memory, and it would contain secrets.
/// Fields take part through a <c>data-draft</c> attribute with their name. For a secret it stores only that something was typed.
/// </summary>
public sealed partial class DraftKeeper(IJSRuntime js, AuthenticationStateProvider authentication, NavigationManager navigation) : IAsyncDisposable
{
    /// <summary>Well above the roughly 5 MB (at two bytes per character) that browsers store per site.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly ScriptModule _script = new(js, "./Components/Shared/DraftKeeper.razor.js");
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ElementReference _marker;
    private KeptDraft? _restored;
    private bool _isOpen;

    /// <summary>Distinguishes the forms of one URL.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The URL that the draft belongs to; null for the current one.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>The revision of the edited object; null if others cannot change it.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>Shown with a restored draft if it had a secret, because secrets are not stored.</summary>
    [Parameter]
    public string SecretsText { get; set; } = "Enter the password and header values again.";

    /// <summary>Whether the draft is kept when the user navigates to another page.</summary>
    [Parameter]
    public bool KeepOnLeave { get; set; }

    /// <summary>Raised when there is a draft. The handler fills it into the form.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<KeptDraft> Restore { get; set; }

    /// <summary>Raised when the user discards the draft. The handler resets the form to its initial values.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Discard { get; set; }

    /// <summary>Deletes the draft and stops storing new ones, because the form was saved or discarded.</summary>
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
            // Changes by the server, such as an added row, raise no event in the browser.
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

        var stored = await script.InvokeAsync<LongText.Held?>("open", _id, key, _marker, Version);
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
            // Session storage can contain anything: the user can edit it.
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
            // The browser has disconnected. It still has the draft.
        }
    }
}
