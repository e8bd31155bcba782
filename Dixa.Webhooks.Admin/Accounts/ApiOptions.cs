using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Access for programs: section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";
    public const int MinimumTokenLength = 16;

    /// <summary>A token that is valid from the start, at least <see cref="MinimumTokenLength"/> visible ASCII characters. Empty: none.</summary>
    public string? BootstrapToken { get; set; }

    internal sealed class Check : IValidateOptions<ApiOptions>
    {
        public ValidateOptionsResult Validate(string? name, ApiOptions options) => options.BootstrapToken switch
        {
            null or "" => ValidateOptionsResult.Success,
            { Length: < MinimumTokenLength } => ValidateOptionsResult.Fail($"Api:BootstrapToken must have at least {MinimumTokenLength} characters."),
            var token when !token.All(symbol => symbol is > ' ' and <= '~') =>
                ValidateOptionsResult.Fail("Api:BootstrapToken must consist of visible ASCII characters without spaces, since it travels in a header."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
