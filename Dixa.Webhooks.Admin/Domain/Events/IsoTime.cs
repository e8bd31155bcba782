using System.Globalization;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Parses the times that publishers may send: ISO 8601 with an offset, for example <c>2023-07-13T09:02:29.803Z</c>.</summary>
internal static partial class IsoTime
{
    /// <summary>The expected format, for messages.</summary>
    public const string Expected = "an ISO 8601 time with an offset, such as 2023-07-13T09:02:29.803Z";

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        return Form().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Form();
}
