using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The demo's people, queues and tags. Addresses and phone numbers are reserved for examples or made up.</summary>
internal sealed class DemoCast(Random random)
{
    private static readonly string[] FirstNames =
    [
        "Freja", "Noah", "Ida", "Emil", "Søren", "Clara", "Malik", "Aino", "Jonas", "Zofia", "Lucía", "Tom", "Élodie", "Rasmus", "Yasmin", "Björn",
    ];

    private static readonly string[] LastNames =
    [
        "Holm", "Lindqvist", "Østergaard", "Nowak", "Kruse", "Haddad", "Virtanen", "Moreau", "García", "Brandt", "Sørensen", "Whitaker", "Iversen", "Demir",
    ];

    private readonly Dictionary<string, Tag> _tags = [];

    public IReadOnlyList<User> Agents { get; } = [.. new[] { "Mads Lund", "Signe Bach", "Oskar Friis", "Amira Said" }.Select(name => Agent(name, random))];

    public IReadOnlyDictionary<string, Queue> Queues { get; } =
        new[] { DemoStories.Orders, DemoStories.Workshop, DemoStories.Billing }.ToDictionary(name => name, name => new Queue(NextId(random), name));

    public ServiceLevel Sla { get; } = new(NextId(random), "First response within 30 minutes");

    public CustomAttribute OrderNumber { get; } = new(NextId(random), "order_number", "Order number");

    public User AnyAgent(User? except = null) => Any([.. Agents.Where(agent => agent != except)]);

    public User EndUser(DemoChannel channel)
    {
        var (first, last) = (Any(FirstNames), Any(LastNames));
        var otherEmails = random.Next(6) == 0 ? (IReadOnlyList<string>)[$"{Plain(first)}@{Plain(last)}.example"] : null;
        return new User(NextId(random), $"{first} {last}", $"{Plain(first)}.{Plain(last)}@example.com", channel == DemoChannel.Phone || random.Next(2) == 0 ? Phone() : null, [], "Contact") { AdditionalEmails = otherEmails };
    }

    /// <summary>An anonymous website visitor or caller.</summary>
    public User Stranger(DemoChannel channel) => new(NextId(random), null, null, channel == DemoChannel.Phone ? Phone() : null, [], "Contact");

    public Tag Tag(string name) => _tags.TryGetValue(name, out var tag) ? tag : _tags[name] = new Tag(NextId(random), name, IsDeactivated: false);

    public Queue OtherQueue(Queue? except) => Any([.. Queues.Values.Where(queue => queue != except)]);

    public T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public Guid NextId() => NextId(random);

    /// <summary>An address in a documentation network (RFC 5737).</summary>
    public string Ip() => $"203.0.113.{random.Next(1, 255)}";

    private static User Agent(string name, Random random) =>
        new(NextId(random), name, $"{Plain(name.Split(' ')[0])}@fjordandfell.example", null, ["Agent"], "Member");

    private string Phone() => $"+4520{random.Next(0, 1_000_000):000000}";

    private static Guid NextId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);

        // Version 4, which marks random uuids.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Plain(string name) => string.Concat(name.ToLowerInvariant().Select(letter => letter switch
    {
        'ø' or 'ö' => "o",
        'é' => "e",
        'í' => "i",
        _ => letter.ToString(),
    }));
}
