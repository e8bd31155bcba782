using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Dispatch;

[Flags]
public enum NodeRoles
{
    None = 0,

    /// <summary>The screens and the management API.</summary>
    Web = 1,

    /// <summary>Accepts events.</summary>
    Ingest = 2,

    /// <summary>Sends deliveries and runs the recurring jobs.</summary>
    Dispatch = 4,
}

/// <summary>The roles of this process: section <c>Node</c>.</summary>
public sealed class NodeOptions : IValidatableObject
{
    public const string Section = "Node";

    /// <summary>Names of <see cref="NodeRoles"/>, separated by commas.</summary>
    public string Roles { get; set; } = "Web, Ingest, Dispatch";

    public bool Has(NodeRoles role) => (Read(Roles) & role) == role;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Read(Roles) is NodeRoles.None
        ? [new ValidationResult("must be one or more of Web, Ingest and Dispatch, separated by commas.", [nameof(Roles)])]
        : [];

    private static NodeRoles Read(string text)
    {
        var roles = NodeRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            // Enum.TryParse also accepts numbers, so the name is checked first.
            if (!Enum.GetNames<NodeRoles>().Contains(name, StringComparer.OrdinalIgnoreCase) || !Enum.TryParse<NodeRoles>(name, ignoreCase: true, out var role) || role is NodeRoles.None)
            {
                return NodeRoles.None;
            }

            roles |= role;
        }

        return roles;
    }
}
