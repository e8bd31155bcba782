using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>How deliveries are sent: section <c>Dispatch</c>.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>Limits the whole exchange, including reading the response body.</summary>
    [Between("00:00:00.1", "00:05:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time from the end of a failed attempt to the next attempt.</summary>
    [Between("00:00:01", "1.00:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Includes the first attempt.</summary>
    [Between(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Max requests in flight per webhook.</summary>
    [Between(1, 1_000)]
    public int LaneConcurrency { get; set; } = 16;

    /// <summary>Max deliveries that a busy lane reads at once. Their payloads stay in memory until they are sent.</summary>
    [Between(1, 10_000)]
    public int LaneBatchSize { get; set; } = 64;

    /// <summary>
    /// How long the lanes of a crashed process stay leased. The effective lease is at least twice the request timeout plus
    /// ten seconds, so that requests in flight end within it.
    /// </summary>
    [Between("00:00:05", "01:00:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Hangfire workers: how many lanes are started at once.</summary>
    [Between(1, 256)]
    public int Workers { get; set; } = 8;

    /// <summary>Max bytes read of a response body. A longer body is cut; the status alone decides whether the attempt succeeded.</summary>
    [Range(16_384, 104_857_600, ErrorMessage = "must be between {1} and {2} bytes.")]
    public int MaxResponseBytes { get; set; } = 1_048_576;

    /// <summary>
    /// Private, local or reserved CIDRs that the address guard allows. Link-local addresses need an entry within the link-local
    /// range. Metadata services and this machine's own addresses need an entry for exactly that address.
    /// </summary>
    [Cidrs]
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Whether requests have a <c>traceparent</c> header, so that receivers can continue the trace of the publisher.</summary>
    public bool SendTraceparent { get; set; }

    public RetryRule RetryRule => new(MaxAttempts, RetryDelay);

    /// <summary>The effective duration of a lane's lease; see <see cref="LeaseDuration"/>.</summary>
    public TimeSpan Lease
    {
        get
        {
            var min = (2 * RequestTimeout) + TimeSpan.FromSeconds(10);
            return LeaseDuration > min ? LeaseDuration : min;
        }
    }
}
