using Dixa.Webhooks.Admin.Domain.Events.Payloads;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>A payload's fields as a tree. Top-level objects start expanded, and so do objects that contain a match of the search.</summary>
public sealed partial class FieldTable
{
    private readonly HashSet<string> _expanded = [];
    private IReadOnlyList<string>? _shownFound;

    [Parameter, EditorRequired]
    public required IReadOnlyList<PayloadField> Fields { get; set; }

    /// <summary>The paths of the fields that match the search.</summary>
    [Parameter]
    public IReadOnlyList<string> Found { get; set; } = [];

    private IEnumerable<PayloadField> Parents => PayloadField.Flatten(Fields).Where(row => row.Fields.Count > 0);

    private bool HasNested => Parents.Any();

    private bool AllExpanded => Parents.All(parent => _expanded.Contains(parent.Path));

    protected override void OnInitialized() => _expanded.UnionWith(Fields.Select(field => field.Path));

    protected override void OnParametersSet()
    {
        // Only when the search has changed: what the user collapsed since then stays collapsed.
        if (_shownFound?.SequenceEqual(Found) is not true)
        {
            _shownFound = Found;
            _expanded.UnionWith(Parents.Where(ContainsMatch).Select(parent => parent.Path));
        }
    }

    private bool ContainsMatch(PayloadField field) => PayloadField.Flatten(field.Fields).Any(inner => Found.Contains(inner.Path));

    private IEnumerable<(PayloadField Field, int Depth)> Shown(IEnumerable<PayloadField> fields, int depth) => fields.SelectMany(field =>
        (_expanded.Contains(field.Path) ? Shown(field.Fields, depth + 1) : []).Prepend((field, depth)));

    private void Toggle(PayloadField field)
    {
        if (!_expanded.Remove(field.Path))
        {
            _expanded.Add(field.Path);
        }
    }

    private void ToggleAll()
    {
        var expanded = AllExpanded ? [] : Parents.Select(parent => parent.Path).ToList();
        _expanded.Clear();
        _expanded.UnionWith(expanded);
    }
}
