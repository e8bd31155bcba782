using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>API access: section <c>Api</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    public const string Section = "Api";
    public const int MinTokenLength = 16;

    /// <summary>A predefined token with every scope: at least <see cref="MinTokenLength"/> visible ASCII characters. Empty means none.</summary>
    [Secret]
    public string? BootstrapToken { get; set; }

    public ApiRateLimitOptions RateLimit { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => BootstrapToken switch
    {
        null or "" => [],
        { Length: < MinTokenLength } => [new($"must be at least {MinTokenLength} characters.", [nameof(BootstrapToken)])],
        var token when !token.All(symbol => symbol is > ' ' and <= '~') =>
            [new("must consist of visible ASCII characters without spaces, because it is sent in a header.", [nameof(BootstrapToken)])],
        _ => [],
    };
}

/// <summary>The rate limit of each token: sustained requests per second, and a burst after being idle.</summary>
public sealed class ApiRateLimitOptions
{
    [Between(1, 100_000)]
    public int PerSecond { get; set; } = 50;

    [Between(1, 1_000_000)]
    public int Burst { get; set; } = 100;

    public EventRateLimitOptions Events { get; set; } = new();
}

/// <summary>The separate limit for publishing events.</summary>
public sealed class EventRateLimitOptions
{
    /// <summary>Requests per second, regardless of the number of events in each; 0 means no limit.</summary>
    [Range(0, 1_000_000, ErrorMessage = "must be between {1} (no limit) and {2}.")]
    public int PerSecond { get; set; }

    [Between(1, 1_000_000)]
    public int Burst { get; set; } = 1_000;
}
