using System.ComponentModel.DataAnnotations;
using System.Net;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>Who may read the metrics: section <c>Metrics</c>.</summary>
public sealed class MetricsOptions : IValidatableObject
{
    public const string Section = "Metrics";

    private const int MinTokenLength = 16;

    /// <summary>The bearer token of <c>/metrics</c>: at least 16 visible ASCII characters. Empty means none.</summary>
    [Secret]
    public string? Token { get; set; }

    /// <summary>Addresses and networks that may read <c>/metrics</c>. Empty means any, if there is a token.</summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Whether the names of webhooks are labels. Each name is a time series of its own.</summary>
    public bool WebhookNames { get; set; }

    /// <summary>Whether there is <c>/metrics</c>.</summary>
    public bool IsOn => Token is { Length: > 0 } || AllowedNetworks.Count > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Token is { Length: > 0 and < MinTokenLength })
        {
            yield return new($"must be at least {MinTokenLength} characters.", [nameof(Token)]);
        }
        else if (Token is { } token && !token.All(symbol => symbol is > ' ' and <= '~'))
        {
            yield return new("must consist of visible ASCII characters without spaces, because it is sent in a header.", [nameof(Token)]);
        }

        if (AllowedNetworks.FirstOrDefault(entry => Parse(entry) is null) is { } wrong)
        {
            yield return new($"has \"{wrong}\". Each entry must be an address such as 10.0.0.5 or a network such as 10.0.0.0/24.", [nameof(AllowedNetworks)]);
        }
    }

    /// <summary>An entry of <see cref="AllowedNetworks"/>; null if it is neither an address nor a network.</summary>
    internal static IPNetwork? Parse(string entry) =>
        entry.Contains('/', StringComparison.Ordinal)
            ? IPNetwork.TryParse(entry, out var network) ? network : null
            : IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
}
