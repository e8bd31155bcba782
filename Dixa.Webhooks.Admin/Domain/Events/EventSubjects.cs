using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// Finds what an event is about: its conversation, messages, people, and every e-mail address and international phone number in any text. Which
/// members are people is known from the catalogue. It runs for every published event.
/// </summary>
public static class EventSubjects
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create("@+\\"u8);

    private static readonly byte[] Id = "id"u8.ToArray();
    private static readonly byte[] Phone = "phone"u8.ToArray();
    private static readonly byte[] Csid = "csid"u8.ToArray();
    private static readonly byte[] Ip = "ip"u8.ToArray();
    private static readonly byte[] MessageId = "message_id"u8.ToArray();
    private static readonly byte[] NoteId = "note_id"u8.ToArray();

    /// <summary>The agent or the queue that a conversation is transferred to.</summary>
    private static readonly byte[] DestinationId = "destination_id"u8.ToArray();

    /// <summary>An address or number of the organization itself, which is in nearly every event.</summary>
    private static readonly byte[] ContactPoint = "contact_point"u8.ToArray();

    private static readonly byte[][] Texts = [Id, Phone, Ip, MessageId, NoteId, DestinationId, ContactPoint];
    private static readonly byte[][] Numbers = [Csid];

    /// <summary>The members whose value is an end user or an agent.</summary>
    private static readonly byte[][] People = [.. EventCatalogue.All
        .SelectMany(type => PayloadField.Flatten(type.Data.Fields))
        .Where(field => field.Fields.Any(member => member.Name == "user_type"))
        .Select(field => field.Name).Distinct().Select(Encoding.UTF8.GetBytes)];

    /// <summary>The subjects of a complete payload; empty if it is not a JSON object with <c>data</c>.</summary>
    public static IReadOnlyCollection<SubjectKey> OfPayload(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("data", out var data) ? Of(data) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The subjects of an event's <c>data</c>, each once.</summary>
    public static IReadOnlyCollection<SubjectKey> Of(JsonElement data)
    {
        var found = new HashSet<SubjectKey>();
        Add(found, data, isPerson: false);
        return found;
    }

    private static void Add(HashSet<SubjectKey> found, JsonElement value, bool isPerson)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    AddMember(found, member, isPerson);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Add(found, item, isPerson);
                }

                break;
            case JsonValueKind.String:
                AddText(found, value);
                break;
        }
    }

    private static void AddMember(HashSet<SubjectKey> found, JsonProperty member, bool isPerson)
    {
        var value = member.Value;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array:
                Add(found, value, isPerson: JsonText.IndexOf(member, People, 0) >= 0);
                break;
            case JsonValueKind.String:
                AddText(found, value, JsonText.IndexOf(member, Texts, 0) is >= 0 and var name ? Texts[name] : null, isPerson);
                break;
            case JsonValueKind.Number when JsonText.IndexOf(member, Numbers, 0) >= 0 && value.TryGetInt64(out var csid):
                found.Add(SubjectKey.Conversation(csid));
                break;
        }
    }

    private static void AddText(HashSet<SubjectKey> found, JsonElement value, byte[]? name, bool isPerson)
    {
        if (name == ContactPoint)
        {
            return;
        }

        Span<byte> text = stackalloc byte[JsonText.MaxLength];
        if (name is null || !JsonText.TryRead(value, text, out var length))
        {
            AddText(found, value);
        }
        else if (name == MessageId || name == NoteId || name == DestinationId || (name == Id && isPerson))
        {
            AddUuid(found, name == MessageId || name == NoteId ? SubjectKind.Message : SubjectKind.User, text[..length]);
        }
        else if (name == Ip)
        {
            var address = Encoding.ASCII.GetString(text[..length]);
            found.Add(SubjectKey.Of(SubjectKind.Ip, IPAddress.TryParse(address, out var parsed) ? parsed.ToString() : address));
        }
        else if (name == Phone && isPerson)
        {
            AddPhone(found, text[..length]);
        }
        else
        {
            AddText(found, value);
        }
    }

    private static void AddUuid(HashSet<SubjectKey> found, SubjectKind kind, ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out Guid id, out var read, 'D') && read == text.Length)
        {
            Span<byte> lower = stackalloc byte[36];
            id.TryFormat(lower, out _);
            found.Add(SubjectKey.Of(kind, lower));
        }
    }

    /// <summary>Most texts have neither an address nor a number, and are not decoded.</summary>
    private static void AddText(HashSet<SubjectKey> found, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var sign = raw.IndexOfAny(Signs);
        if (sign < 0)
        {
            return;
        }

        AddFrom(found, raw.Contains((byte)'\\') ? Decode(value) : raw[1..^1]);
    }

    /// <summary>An unpaired surrogate cannot be decoded. Such text is searched as it is.</summary>
    private static ReadOnlySpan<byte> Decode(JsonElement value)
    {
        try
        {
            return Encoding.UTF8.GetBytes(value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return JsonMarshal.GetRawUtf8Value(value);
        }
    }

    private static void AddFrom(HashSet<SubjectKey> found, ReadOnlySpan<byte> text)
    {
        for (var start = 0; text[start..].IndexOfAny((byte)'@', (byte)'+') is >= 0 and var next; start += next + 1)
        {
            var sign = start + next;
            if (text[sign] == '@')
            {
                AddAddress(found, text, sign);
            }
            else
            {
                AddPhone(found, text[sign..]);
            }
        }
    }

    /// <summary>An apostrophe can be in the address or before it, so both are found.</summary>
    private static void AddAddress(HashSet<SubjectKey> found, ReadOnlySpan<byte> text, int at)
    {
        var address = PersonalText.AddressAround(text, at);
        AddAddress(found, address);
        if (PersonalText.AddressAround(text, at, withApostrophes: true) is var longer && longer.Length > address.Length)
        {
            AddAddress(found, longer);
        }
    }

    private static void AddAddress(HashSet<SubjectKey> found, ReadOnlySpan<byte> address)
    {
        if (address.Length is 0 or > PersonalText.MaxAddressLength)
        {
            return;
        }

        Span<byte> lower = stackalloc byte[PersonalText.MaxAddressLength];
        found.Add(Ascii.ToLower(address, lower, out var length) is OperationStatus.Done
            ? SubjectKey.Of(SubjectKind.Email, lower[..length])
            : SubjectKey.Of(SubjectKind.Email, Encoding.UTF8.GetString(address)));
    }

    private static void AddPhone(HashSet<SubjectKey> found, ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[PersonalText.MaxPhoneDigits];
        if (PersonalText.PhoneAtStart(text, digits) is > 0 and var count)
        {
            found.Add(SubjectKey.Of(SubjectKind.Phone, digits[..count]));
        }
    }
}
