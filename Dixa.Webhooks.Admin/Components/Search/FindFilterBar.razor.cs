using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The filters of all deliveries. Each change opens the first page.</summary>
public sealed partial class FindFilterBar
{
    private static readonly string[] Outcomes = ["2xx", "3xx", "4xx", "5xx", .. Enum.GetNames<FailureClass>().Except([nameof(FailureClass.ResponseTooLarge)])];

    [Parameter, EditorRequired]
    public required FindAddress Filter { get; set; }

    [Parameter]
    public EventCallback<FindAddress> FilterChanged { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<NamedWebhook> Webhooks { get; set; }

    [Parameter]
    public FieldError? Error { get; set; }

    private static string? Chosen(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private Task ChangeAsync(FindAddress filter) => FilterChanged.InvokeAsync(filter.FromTheNewest());
}
