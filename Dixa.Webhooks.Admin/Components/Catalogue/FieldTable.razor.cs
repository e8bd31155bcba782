using Dixa.Webhooks.Admin.Domain.Events.Payloads;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>A payload's fields. What an object holds unfolds under it; at first the outermost are unfolded, and whatever was searched for shows.</summary>
public sealed partial class FieldTable
{
    private readonly HashSet<string> _unfolded = [];
    private IReadOnlyList<string>? _shownFound;

    [Parameter, EditorRequired]
    public required IReadOnlyList<PayloadField> Fields { get; set; }

    /// <summary>The paths of the fields that were searched for.</summary>
    [Parameter]
    public IReadOnlyList<string> Found { get; set; } = [];

    private IEnumerable<PayloadField> Holders => PayloadField.Flatten(Fields).Where(holder => holder.Fields.Count > 0);

    private bool HasNested => Holders.Any();

    private bool AllUnfolded => Holders.All(holder => _unfolded.Contains(holder.Path));

    protected override void OnInitialized() => _unfolded.UnionWith(Fields.Select(field => field.Path));

    protected override void OnParametersSet()
    {
        // Only when the search is another: what somebody folded since stays folded.
        if (_shownFound?.SequenceEqual(Found) is not true)
        {
            _shownFound = Found;
            _unfolded.UnionWith(Holders.Where(HoldsFound).Select(field => field.Path));
        }
    }

    private bool HoldsFound(PayloadField field) => PayloadField.Flatten(field.Fields).Any(inner => Found.Contains(inner.Path));

    private IEnumerable<(PayloadField Field, int Depth)> Shown(IEnumerable<PayloadField> fields, int depth) => fields.SelectMany(field =>
        (_unfolded.Contains(field.Path) ? Shown(field.Fields, depth + 1) : []).Prepend((field, depth)));

    private void Fold(PayloadField field)
    {
        if (!_unfolded.Remove(field.Path))
        {
            _unfolded.Add(field.Path);
        }
    }

    private void FoldAll()
    {
        var holders = AllUnfolded ? [] : Holders.Select(field => field.Path).ToList();
        _unfolded.Clear();
        _unfolded.UnionWith(holders);
    }
}
