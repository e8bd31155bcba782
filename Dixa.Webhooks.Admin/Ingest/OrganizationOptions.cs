using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The organization of events that do not name one: section <c>Organization</c>.</summary>
public sealed class OrganizationOptions : IValidatableObject
{
    public const string Section = "Organization";

    public Guid Id { get; set; } = Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42");

    [Required(ErrorMessage = "must not be empty.")]
    [StringLength(200, ErrorMessage = "must be at most {1} characters.")]
    public string Name { get; set; } = "Dixa";

    public Organization Organization => new(Id, Name);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Id == Guid.Empty)
        {
            yield return new ValidationResult("must be a uuid other than all zeros.", [nameof(Id)]);
        }
    }
}
