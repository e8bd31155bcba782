using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Requires that each entry of a list is a network such as <c>10.1.0.0/16</c> or <c>fd00::/8</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CidrsAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var error = (value as IEnumerable<string>)?.Select(AllowedNetwork.Error).FirstOrDefault(found => found is not null);
        return error is null ? ValidationResult.Success : new SettingSentence(error, validationContext.MemberName!);
    }
}
