using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Audit;

/// <summary>A row of the audit log.</summary>
public sealed partial class AuditTableRow
{
    [Parameter, EditorRequired]
    public required AuditEntry Entry { get; set; }

    private ActivityText Text => ActivityText.Of(Entry.Activity, Entry.At);
}
