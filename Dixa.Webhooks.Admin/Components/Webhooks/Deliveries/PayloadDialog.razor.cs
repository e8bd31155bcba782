using System.Data.Common;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed partial class PayloadDialog(DeliveryHistory history)
{
    private byte[]? _payload;
    private bool _loaded;
    private bool _failed;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            _payload = await history.PayloadAsync(SubscriptionId, Delivery.Id);
            (_loaded, _failed) = (true, false);
        }
        catch (DbException)
        {
            _failed = true;
        }
    }
}
