using Dixa.Webhooks.Admin.Dispatch.Addresses;
using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>How deliveries are sent: section <c>Dispatch</c>.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>The whole exchange, the answer's body included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ErrorMessage = "must be between 00:00:00.1 and 00:05:00.", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From a failed attempt's end to the next attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "must be between 00:00:01 and 1.00:00:00.", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts in all, the first included.</summary>
    [Range(1, 100, ErrorMessage = "must be between 1 and 100.")]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Requests in flight for each webhook.</summary>
    [Range(1, 1_000, ErrorMessage = "must be between 1 and 1000.")]
    public int LaneConcurrency { get; set; } = 16;

    /// <summary>Deliveries that a busy lane reads at a time. What waits in it is in memory.</summary>
    [Range(1, 10_000, ErrorMessage = "must be between 1 and 10000.")]
    public int LaneBatchSize { get; set; } = 64;

    /// <summary>
    /// How long a process that died keeps its lanes from others. Twice the request timeout and ten seconds at least, so
    /// that what is in flight ends within it; a shorter one counts as that.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "must be between 00:00:05 and 01:00:00.", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Hangfire's workers: how many lanes are worked at a time.</summary>
    [Range(1, 256, ErrorMessage = "must be between 1 and 256.")]
    public int Workers { get; set; } = 8;

    /// <summary>How much of an answer's body is read. A longer body is cut there; the status alone decides whether the attempt succeeded.</summary>
    [Range(16_384, 104_857_600, ErrorMessage = "must be between 16384 and 104857600 bytes.")]
    public int MaxResponseBytes { get; set; } = 1_048_576;

    /// <summary>
    /// CIDRs that the address guard allows although they are private, local or reserved. Link-local addresses need an entry in
    /// their own range; metadata services and this machine's own addresses need an entry for exactly that address.
    /// </summary>
    [Cidrs]
    public IList<string> AllowedNetworks { get; } = [];

    public RetryRule RetryRule => new(MaxAttempts, RetryDelay);

    /// <summary>How long a lane's lease runs.</summary>
    public TimeSpan Lease
    {
        get
        {
            var least = (2 * RequestTimeout) + TimeSpan.FromSeconds(10);
            return LeaseDuration > least ? LeaseDuration : least;
        }
    }
}
