using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Each entry of a list is a network such as <c>10.1.0.0/16</c> or <c>fd00::/8</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CidrsAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var problem = (value as IEnumerable<string>)?.Select(AllowedNetwork.Error).FirstOrDefault(found => found is not null);
        return problem is null ? ValidationResult.Success : new ValidationResult(problem, [validationContext.MemberName!]);
    }
}
