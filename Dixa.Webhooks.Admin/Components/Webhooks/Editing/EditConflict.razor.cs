using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>Two people edited the same webhook: shows who changed what, field by field, and lets the second one choose.</summary>
public sealed partial class EditConflict
{
    private readonly HashSet<DraftField> _theirs = [];

    [Parameter, EditorRequired]
    public required StoredEdit Edit { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<FieldDifference> Differences { get; set; }

    /// <summary>Raised to save with the stored values of these fields.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<IReadOnlyList<DraftField>> Merge { get; set; }

    /// <summary>Raised to discard the form and load what is stored.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Reload { get; set; }

    private Task MergeAsync() => Merge.InvokeAsync([.. Differences.Where(difference => !difference.IsConflict || _theirs.Contains(difference.Field)).Select(difference => difference.Field)]);
}
