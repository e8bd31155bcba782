using System.Text;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Valid <c>data</c>: the event type's sample.</summary>
internal static class SampleData
{
    public static string Of(string fqn = "CONVERSATION_CREATED") =>
        Encoding.UTF8.GetString((EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn)).Data.Sample.Span);

    /// <summary>The sample with additional members at its end, like in later versions of a payload.</summary>
    /// <param name="members">The members as JSON, for example <c>"n":1.0e5</c>.</param>
    /// <param name="fqn">The event type.</param>
    public static string With(string members, string fqn = "CONVERSATION_CREATED") => $"{Of(fqn)[..^1]},{members}}}";
}
