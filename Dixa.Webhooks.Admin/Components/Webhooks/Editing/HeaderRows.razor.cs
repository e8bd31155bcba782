using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>The custom headers, one row each.</summary>
public sealed partial class HeaderRows
{
    private readonly Dictionary<HeaderDraft, TextField> _names = [];
    private MudButton? _add;
    private Func<Task>? _focus;

    [Parameter, EditorRequired]
    public required List<HeaderDraft> Headers { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter, EditorRequired]
    public required FieldErrors Errors { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } focus)
        {
            _focus = null;
            await focus();
        }
    }

    private Task AddAsync()
    {
        var added = new HeaderDraft();
        _focus = () => FocusAsync(added);
        return RearrangeAsync(() => Headers.Add(added));
    }

    /// <summary>Moves the focus to the next header, the previous header or the add button, because the focused remove button disappears.</summary>
    private Task RemoveAsync(int index)
    {
        var removed = Headers[index];
        _focus = () =>
        {
            _names.Remove(removed);
            return FocusAsync(Headers.Count == 0 ? null : Headers[Math.Min(index, Headers.Count - 1)]);
        };
        return RearrangeAsync(() => Headers.RemoveAt(index));
    }

    private async Task FocusAsync(HeaderDraft? header)
    {
        if (header is not null && _names.TryGetValue(header, out var name))
        {
            await name.FocusAsync();
        }
        else if (_add is not null)
        {
            await _add.FocusAsync();
        }
    }

    private Task RearrangeAsync(Action rearrange)
    {
        Errors.ClearHeaders();
        return SetAsync(rearrange);
    }

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
