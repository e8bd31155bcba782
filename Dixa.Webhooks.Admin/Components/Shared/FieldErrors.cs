using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The errors of a form by field name. A field's error is removed when the field changes.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _all = [];

    public int Count => _all.Count;

    /// <summary>The field's message; null when it has no error.</summary>
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

    /// <summary>Removes the errors of all headers. Call it when a header is added or removed, because field names contain the header's index.</summary>
    public void ClearHeaders() => _all.RemoveAll(error => error.Field.StartsWith("headers", StringComparison.Ordinal));
}
