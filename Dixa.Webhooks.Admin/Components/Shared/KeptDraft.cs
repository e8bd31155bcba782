namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The input of a form, as stored by the browser. It is untrusted, like all input.</summary>
/// <param name="Version">The revision of the edited object; null for a new one.</param>
/// <param name="Fields">In form order. A list has one field per value.</param>
public sealed record KeptDraft(string? Version, IReadOnlyList<KeptField>? Fields)
{
    public bool HasSecrets => All.Any(item => item.Secret is KeptField.Typed);

    public IEnumerable<KeptField> All => Fields ?? [];

    /// <summary>Null when there is no such field.</summary>
    public string? Text(string name) => All.FirstOrDefault(field => field.Name == name)?.Text;

    public IEnumerable<string> Texts(string name) => All.Where(field => field.Name == name).Select(field => field.Text).OfType<string>();

    /// <summary>Whether the secret was left unchanged: there is no such field, or it still showed the mask of the stored value.</summary>
    public bool LeftSecret(string name) => All.FirstOrDefault(field => field.Name == name) is null or { Secret: KeptField.Stored };
}
