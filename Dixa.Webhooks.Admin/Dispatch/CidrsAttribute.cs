using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Each entry of a list is a network such as <c>10.1.0.0/16</c> or <c>fd00::/8</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CidrsAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var wrong = (value as IEnumerable<string>)?.FirstOrDefault(text => !IPNetwork.TryParse(text, out _));
        return wrong is null
            ? ValidationResult.Success
            : new ValidationResult(
                $"\"{wrong}\" is not a network. Allowed are CIDRs such as 10.1.0.0/16 or fd00::/8.",
                [validationContext.MemberName!]);
    }
}
