using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Where people reach the application: section <c>App</c>.</summary>
public sealed partial class AppOptions : IValidatableObject
{
    public const string Section = "App";

    private const string UrlRule = "must be the address at which people open the application, for example https://webhooks.example.com.";

    /// <summary>The public address with the base path, for links in e-mails. Without it, e-mails have no links.</summary>
    public string? Url { get; set; }

    /// <summary>The path below which the application is, for example <c>/webhooks-admin</c>. Empty means the root of its host.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>The public address without a slash at its end; null if it is not set.</summary>
    internal string? Address => string.IsNullOrEmpty(Url) ? null : Url.TrimEnd('/');

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PathBase is { Length: > 0 } && !AllowedPath().IsMatch(PathBase))
        {
            yield return new ValidationResult(
                "must start with a slash and have no slash at its end, for example /webhooks-admin. Letters, digits, hyphens, dots and underscores are allowed.", [nameof(PathBase)]);
            yield break;
        }

        if (Address is null)
        {
            yield break;
        }

        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return new ValidationResult(UrlRule, [nameof(Url)]);
        }
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            yield return new ValidationResult("must have no query and no fragment.", [nameof(Url)]);
        }
        else if (!url.AbsolutePath.TrimEnd('/').Equals(PathBase, StringComparison.OrdinalIgnoreCase))
        {
            yield return PathBase is { Length: > 0 }
                ? new ValidationResult($"must end with App:PathBase, for example https://webhooks.example.com{PathBase}.", [nameof(Url)])
                : new ValidationResult($"has a path. Set App:PathBase to {url.AbsolutePath.TrimEnd('/')}, or remove the path.", [nameof(Url)]);
        }
    }

    [GeneratedRegex(@"^(/(?!\.{1,2}(/|\z))[A-Za-z0-9._-]+)+\z")]
    private static partial Regex AllowedPath();
}
