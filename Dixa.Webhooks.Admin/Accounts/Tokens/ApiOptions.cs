using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Access for programs: section <c>Api</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    public const string Section = "Api";
    public const int MinimumTokenLength = 16;

    /// <summary>A token that is valid from the start and has every scope, at least <see cref="MinimumTokenLength"/> visible ASCII characters. Empty: none.</summary>
    public string? BootstrapToken { get; set; }

    public ApiRateLimitOptions RateLimit { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => BootstrapToken switch
    {
        null or "" => [],
        { Length: < MinimumTokenLength } => [new($"It must have at least {MinimumTokenLength} characters.", [nameof(BootstrapToken)])],
        var token when !token.All(symbol => symbol is > ' ' and <= '~') =>
            [new("It must consist of visible ASCII characters without spaces, since it travels in a header.", [nameof(BootstrapToken)])],
        _ => [],
    };
}

/// <summary>How fast a token may call: so many requests a second over time, and so many at once after a rest.</summary>
public sealed class ApiRateLimitOptions
{
    [Range(1, 100_000, ErrorMessage = "must be between 1 and 100000.")]
    public int PerSecond { get; set; } = 50;

    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000.")]
    public int Burst { get; set; } = 100;

    public EventRateLimitOptions Events { get; set; } = new();
}

/// <summary>The same for publishing events, which has a limit of its own.</summary>
public sealed class EventRateLimitOptions
{
    /// <summary>Requests a second, whatever number of events each carries; 0 is no limit.</summary>
    [Range(0, 1_000_000, ErrorMessage = "must be between 0 (no limit) and 1000000.")]
    public int PerSecond { get; set; }

    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000.")]
    public int Burst { get; set; } = 1_000;
}
