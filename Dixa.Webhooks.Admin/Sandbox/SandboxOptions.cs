using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>The receiver inside the application, and the demo that plays to it: section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions : IValidatableObject
{
    public const string Section = "Sandbox";

    /// <summary>Whether there is one.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whether the demo is offered, or plays from the start.</summary>
    [EnumDataType(typeof(DemoMode), ErrorMessage = "must be Off, Manual or AtStart.")]
    public DemoMode Demo { get; set; }

    public bool OffersDemo => Enabled && Demo is not DemoMode.Off;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Demo is DemoMode.AtStart && !Enabled)
        {
            yield return new ValidationResult("The demo plays to the sandbox: set Sandbox:Enabled to true as well.", [nameof(Demo)]);
        }
    }
}
