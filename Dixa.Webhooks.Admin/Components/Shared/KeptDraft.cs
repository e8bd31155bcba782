namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>What was typed in a form, as the browser kept it. It comes from the browser, so it is checked like any input.</summary>
/// <param name="Version">The revision of what was edited; null for something new.</param>
/// <param name="Fields">In the order of the form; a list has a field for each of its values.</param>
public sealed record KeptDraft(string? Version, IReadOnlyList<KeptField>? Fields)
{
    public bool HasSecrets => All.Any(kept => kept.Secret is KeptField.Typed);

    public IEnumerable<KeptField> All => Fields ?? [];

    /// <summary>Null when the form had no such field.</summary>
    public string? Text(string name) => All.FirstOrDefault(kept => kept.Name == name)?.Text;

    public IEnumerable<string> Texts(string name) => All.Where(kept => kept.Name == name).Select(kept => kept.Text).OfType<string>();

    /// <summary>Whether the form had no such secret, or it still showed the mask of what is stored.</summary>
    public bool LeftSecret(string name) => All.FirstOrDefault(kept => kept.Name == name) is null or { Secret: KeptField.Stored };
}
