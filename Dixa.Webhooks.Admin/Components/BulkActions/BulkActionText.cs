using System.Globalization;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.Components.BulkActions;

/// <summary>Bulk actions in words.</summary>
public static class BulkActionText
{
    public static string Title(BulkActionView action)
    {
        var what = action.Kind switch
        {
            BulkActionKind.ResendDeliveries => "Resend deliveries",
            BulkActionKind.CancelDeliveries => "Cancel deliveries",
            BulkActionKind.ReplayEvents => "Send missed events",
            _ => action.Kind.ToString(),
        };
        return action.WebhookName is null ? what : $"{what}: {action.WebhookName}";
    }

    /// <summary>For example "312 of 1,204 resent, 2 skipped".</summary>
    public static string Progress(BulkActionView action)
    {
        var skipped = action.Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {action.Skipped:N0} skipped");
        return string.Create(CultureInfo.InvariantCulture, $"{action.Done:N0} of {action.Total:N0} {Done(action.Kind)}{skipped}");
    }

    private static string Done(BulkActionKind kind) => kind switch
    {
        BulkActionKind.ResendDeliveries => "resent",
        BulkActionKind.CancelDeliveries => "cancelled",
        BulkActionKind.ReplayEvents => "sent",
        _ => "done",
    };
}
