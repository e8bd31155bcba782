namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Which ended deliveries are resent in bulk.</summary>
[Flags]
public enum ResendScope
{
    None = 0,

    /// <summary>Those that used all their attempts.</summary>
    Failed = 1,

    /// <summary>Those that were pending when the webhook was disabled.</summary>
    Cancelled = 2,

    All = Failed | Cancelled,
}
