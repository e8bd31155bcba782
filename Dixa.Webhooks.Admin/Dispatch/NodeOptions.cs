using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>What a process does.</summary>
[Flags]
public enum NodeRoles
{
    None = 0,

    /// <summary>The screens and the management API.</summary>
    Web = 1,

    /// <summary>Takes events in.</summary>
    Ingest = 2,

    /// <summary>Sends, and runs what runs from time to time.</summary>
    Dispatch = 4,
}

/// <summary>What this process does among several: section <c>Node</c>.</summary>
public sealed class NodeOptions : IValidatableObject
{
    public const string Section = "Node";

    /// <summary>Any of <see cref="NodeRoles"/>, parted by commas.</summary>
    public string Roles { get; set; } = "Web, Ingest, Dispatch";

    /// <summary>Whether the process has a role.</summary>
    public bool Has(NodeRoles role) => (Read(Roles) & role) == role;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Read(Roles) is NodeRoles.None
        ? [new ValidationResult("must be one or more of Web, Ingest and Dispatch, separated by commas.", [nameof(Roles)])]
        : [];

    private static NodeRoles Read(string text)
    {
        var roles = NodeRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            // Not a number, which would be read as well.
            if (!Enum.GetNames<NodeRoles>().Contains(name, StringComparer.OrdinalIgnoreCase) || !Enum.TryParse<NodeRoles>(name, ignoreCase: true, out var role) || role is NodeRoles.None)
            {
                return NodeRoles.None;
            }

            roles |= role;
        }

        return roles;
    }
}
