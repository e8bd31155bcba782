namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Which deliveries a bulk resend includes.</summary>
[Flags]
public enum ResendScope
{
    None = 0,

    /// <summary>Deliveries that used all their attempts.</summary>
    Failed = 1,

    /// <summary>Deliveries that were pending when the webhook was disabled, or that a person cancelled.</summary>
    Cancelled = 2,

    All = Failed | Cancelled,
}
