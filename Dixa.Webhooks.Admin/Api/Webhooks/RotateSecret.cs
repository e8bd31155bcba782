using System.ComponentModel;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>How a secret is rotated.</summary>
[Description("How a secret is rotated. The body may be left out: then the old secret is of no more use at once.")]
public sealed class RotateSecret : RequestMembers
{
    [Description("For so many seconds the old secret signs beside the new one: from 0, which stands for not at all, to 604800, which are seven days.")]
    public long? OverlapSeconds { get; init; }

    /// <summary>What no TimeSpan holds is out of the allowed range all the same.</summary>
    internal TimeSpan Overlap => TimeSpan.FromSeconds(Math.Clamp(OverlapSeconds ?? 0, -1, (long)SecretOverlap.Longest.TotalSeconds + 1));
}
