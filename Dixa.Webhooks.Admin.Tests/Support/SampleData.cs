using System.Text;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A <c>data</c> that the intake takes: the event type's own sample.</summary>
internal static class SampleData
{
    public static string Of(string fqn = "CONVERSATION_CREATED") =>
        Encoding.UTF8.GetString((EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn)).Data.Sample.Span);

    /// <summary>The sample with further members at its end, such as payloads grow by.</summary>
    /// <param name="members">As JSON spells them, for example <c>"n":1.0e5</c>.</param>
    /// <param name="fqn">The event type.</param>
    public static string With(string members, string fqn = "CONVERSATION_CREATED") => $"{Of(fqn)[..^1]},{members}}}";
}
