namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A field that someone else changed while it was being edited.</summary>
/// <param name="Mine">The value in the form, as text without secrets.</param>
/// <param name="Theirs">The stored value, as text without secrets.</param>
/// <param name="IsConflict">Whether both changed it differently, so that somebody has to choose. Otherwise only the other person changed it.</param>
public sealed record FieldDifference(DraftField Field, string Mine, string Theirs, bool IsConflict);

/// <summary>Compares two edits of one webhook, field by field, and combines them.</summary>
public static class DraftMerge
{
    /// <summary>The fields that the other person changed, without those that both changed to the same value.</summary>
    /// <param name="opened">The form as it was opened; null if it is not known, and then every difference is a conflict.</param>
    /// <param name="mine">The form as it is now.</param>
    /// <param name="theirs">What is stored now.</param>
    /// <param name="otherSecrets">The fields whose stored secrets have changed, which masks do not show.</param>
    public static IReadOnlyList<FieldDifference> Compare(WebhookDraft? opened, WebhookDraft mine, WebhookDraft theirs, IReadOnlyCollection<string> otherSecrets)
    {
        var found = new List<FieldDifference>();
        foreach (var field in DraftField.All)
        {
            var (isSame, hasOtherSecret) = (field.Exact(mine) == field.Exact(theirs), otherSecrets.Contains(field.Name));
            var changedByMe = opened is null || field.Exact(mine) != field.Exact(opened);
            var changedByThem = opened is null ? !isSame : field.Exact(theirs) != field.Exact(opened) || hasOtherSecret;
            if (changedByThem && (!isSame || hasOtherSecret))
            {
                found.Add(new FieldDifference(field, field.Value(mine), Words(field, theirs, mine), changedByMe));
            }
        }

        return found;
    }

    /// <summary>Puts the stored values of these fields into the form.</summary>
    public static void Take(WebhookDraft theirs, WebhookDraft mine, IEnumerable<DraftField> fields)
    {
        foreach (var field in fields)
        {
            field.Copy(theirs, mine);
        }
    }

    private static string Words(DraftField field, WebhookDraft theirs, WebhookDraft mine) =>
        field.Value(theirs) is var text && text == field.Value(mine) ? $"{text} (other secret values)" : text;
}
