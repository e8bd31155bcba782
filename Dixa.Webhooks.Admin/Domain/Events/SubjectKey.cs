using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// Identifies what an event is about, to find events by it. It contains the kind and a hash of the value, so that the index is narrow and a value
/// cannot be read from it, although a guess can be checked. Different values can have the same key, so code that finds an event by it must compare the event's content.
/// </summary>
/// <param name="Value">The stored number: the kind in the upper bits, so that the keys of a kind are together.</param>
public readonly record struct SubjectKey(long Value)
{
    private const int KindShift = 59;
    private const long HashMask = (1L << KindShift) - 1;

    /// <summary>The first key of the kinds that identify a person. Keys of conversations and messages are lower.</summary>
    public static SubjectKey FirstOfPeople { get; } = new((long)SubjectKind.User << KindShift);

    public static SubjectKey Conversation(long csid) => Of(SubjectKind.Conversation, csid & HashMask);

    /// <summary>The value is compared without case and must not have spaces around it.</summary>
    public static SubjectKey Of(SubjectKind kind, string value) => kind is SubjectKind.Conversation
        ? Conversation(long.Parse(value, CultureInfo.InvariantCulture))
        : Of(kind, Encoding.UTF8.GetBytes(value.ToLowerInvariant()));

    /// <param name="kind">Any kind except <see cref="SubjectKind.Conversation"/>.</param>
    /// <param name="lowerCase">The value in UTF-8 and in lower case; for a phone number only its digits.</param>
    public static SubjectKey Of(SubjectKind kind, ReadOnlySpan<byte> lowerCase) => Of(kind, (long)XxHash3.HashToUInt64(lowerCase) & HashMask);

    private static SubjectKey Of(SubjectKind kind, long hash) => new(((long)kind << KindShift) | hash);
}
