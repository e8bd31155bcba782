using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Each entry of a list is an address such as <c>10.0.0.5</c> or a network such as <c>10.0.0.0/24</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownProxiesAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var problem = (value as IEnumerable<string>)?.Select(KnownProxy.Error).FirstOrDefault(found => found is not null);
        return problem is null ? ValidationResult.Success : new ValidationResult(problem, [validationContext.MemberName!]);
    }
}
