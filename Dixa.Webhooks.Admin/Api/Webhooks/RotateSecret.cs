using System.ComponentModel;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

[Description("How to rotate the secret. Without a body, the old secret expires immediately.")]
public sealed class RotateSecret : RequestMembers
{
    [Description("For how many seconds the old secret also signs: 0 (no overlap) to 604800 (seven days).")]
    public long? OverlapSeconds { get; init; }

    /// <summary>Clamped, because values beyond the range of TimeSpan are out of the allowed range anyway.</summary>
    internal TimeSpan Overlap => TimeSpan.FromSeconds(Math.Clamp(OverlapSeconds ?? 0, -1, (long)SecretOverlap.Max.TotalSeconds + 1));
}
