using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Audit;

/// <summary>The filters of the audit log. Each change opens the first page.</summary>
public sealed partial class AuditFilterBar
{
    private static readonly AuditAction[] Actions = [.. Enum.GetValues<AuditAction>().OrderBy(ActivityText.Label, StringComparer.Ordinal)];

    [Parameter, EditorRequired]
    public required AuditUrl Filter { get; set; }

    [Parameter]
    public EventCallback<AuditUrl> FilterChanged { get; set; }

    [Parameter]
    public FieldError? Error { get; set; }

    private static string? Chosen(string? value) => InvisibleText.Trim(value) is { Length: > 0 } text ? text : null;

    private Task ChangeAsync(AuditUrl filter) => FilterChanged.InvokeAsync(filter.FromTheNewest());
}
