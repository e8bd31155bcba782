using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

/// <summary>The custom headers: a row for each, with its name and its value.</summary>
public sealed partial class HeaderRows
{
    [Parameter, EditorRequired]
    public required List<HeaderDraft> Headers { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter, EditorRequired]
    public required FieldErrors Errors { get; set; }

    private Task AddAsync() => RearrangeAsync(() => Headers.Add(new HeaderDraft()));

    private Task RemoveAsync(int index) => RearrangeAsync(() => Headers.RemoveAt(index));

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
