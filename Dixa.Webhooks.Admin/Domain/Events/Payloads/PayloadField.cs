namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>One member of a payload, for readers. It says what the JSON schema says.</summary>
/// <param name="Name">As it stands in the JSON.</param>
/// <param name="Path">From <c>data</c> on, for example <c>conversation.tags[].name</c>.</param>
/// <param name="Type">In JSON schema's words, for example <c>string (uuid)</c> or <c>array of object</c>.</param>
/// <param name="IsOptional">It may be missing.</param>
/// <param name="IsNullable">It may be null.</param>
/// <param name="IsInferred">Nothing public tells of it, so that it is not checked.</param>
/// <param name="Meaning">One sentence; empty when none was written.</param>
/// <param name="Fields">What it holds itself, or what each of its items holds.</param>
public sealed record PayloadField(
    string Name, string Path, string Type, bool IsOptional, bool IsNullable, bool IsInferred, string Meaning, IReadOnlyList<PayloadField> Fields)
{
    /// <summary>The fields and all that they hold, in reading order.</summary>
    public static IEnumerable<PayloadField> Flatten(IEnumerable<PayloadField> fields) =>
        fields.SelectMany(field => Flatten(field.Fields).Prepend(field));
}
