namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>One member of a payload for display, derived from the JSON schema.</summary>
/// <param name="Name">The name in the JSON.</param>
/// <param name="Path">The path from <c>data</c>, for example <c>conversation.tags[].name</c>.</param>
/// <param name="Type">The type in JSON Schema's terms, for example <c>string (uuid)</c> or <c>array of object</c>.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="IsInferred">Whether it is not publicly documented and therefore not validated.</param>
/// <param name="Meaning">One sentence; empty if there is no description.</param>
/// <param name="Fields">The members of the object, or of each item of the array.</param>
public sealed record PayloadField(
    string Name, string Path, string Type, bool IsOptional, bool IsNullable, bool IsInferred, string Meaning, IReadOnlyList<PayloadField> Fields)
{
    /// <summary>The fields and all nested fields, in reading order.</summary>
    public static IEnumerable<PayloadField> Flatten(IEnumerable<PayloadField> fields) =>
        fields.SelectMany(field => Flatten(field.Fields).Prepend(field));
}
