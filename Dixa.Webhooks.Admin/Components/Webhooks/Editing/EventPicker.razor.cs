using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>Selects event types, by group. Types that a search hides stay selected.</summary>
public sealed partial class EventPicker
{
    private const string Field = "events";

    private string? _search;

    /// <summary>The wire names of the selected types.</summary>
    [Parameter, EditorRequired]
    public required HashSet<string> Selected { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter, EditorRequired]
    public required FieldErrors Errors { get; set; }

    private string? DescribedBy => Errors.Of(Field) is null ? null : FieldMessage.IdOf(Field);

    private bool IsFiltered => !string.IsNullOrWhiteSpace(_search);

    private List<EventType> Shown => [.. EventCatalogue.All.Where(type => EventSearch.IsNamed(type, _search)).OrderBy(type => type.Group)];

    private bool IsSelected(EventType type) => Selected.Contains(type.Fqn);

    private string Chosen(List<EventType> types) =>
        types.All(IsSelected) ? "all" : types.Any(IsSelected) ? "some" : "none";

    private Task ChooseAsync(IEnumerable<EventType> types, bool chosen)
    {
        foreach (var type in types)
        {
            _ = chosen ? Selected.Add(type.Fqn) : Selected.Remove(type.Fqn);
        }

        Errors.Clear(Field);
        return Changed.InvokeAsync();
    }
}
