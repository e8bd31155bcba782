using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>The built-in receiver and the demo that sends events to it: section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions : IValidatableObject
{
    public const string Section = "Sandbox";

    /// <summary>Whether the sandbox is available.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whether the demo is off, started manually, or started with the application.</summary>
    public DemoMode Demo { get; set; }

    public bool OffersDemo => Enabled && Demo is not DemoMode.Off;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Demo is DemoMode.AtStart && !Enabled)
        {
            yield return new ValidationResult("must be Off or Manual, unless Sandbox:Enabled is true.", [nameof(Demo)]);
        }
    }
}
