using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Requires each entry of a list to be an address such as <c>10.0.0.5</c> or a network such as <c>10.0.0.0/24</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownProxiesAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var error = (value as IEnumerable<string>)?.Select(KnownProxy.Error).FirstOrDefault(found => found is not null);
        return error is null ? ValidationResult.Success : new SettingSentence(error, validationContext.MemberName!);
    }
}
