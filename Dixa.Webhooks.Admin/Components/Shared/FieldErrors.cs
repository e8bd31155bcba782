using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>What is wrong with a form's fields, by the field's name. A message goes as soon as its field is changed.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _all = [];

    public int Count => _all.Count;

    /// <summary>The field's message; null when nothing is wrong with it.</summary>
    public string? Of(string field)
    {
        var messages = _all.Where(error => error.Field == field).Select(error => error.Message).ToList();
        return messages.Count == 0 ? null : string.Join(' ', messages);
    }

    public void Replace(IEnumerable<FieldError> errors)
    {
        _all.Clear();
        _all.AddRange(errors);
    }

    public void Clear() => _all.Clear();

    public void Clear(string field) => _all.RemoveAll(error => error.Field == field);

    /// <summary>A header was added or removed: the numbers in the names of its fields no longer hold.</summary>
    public void ClearHeaders() => _all.RemoveAll(error => error.Field.StartsWith("headers", StringComparison.Ordinal));
}
