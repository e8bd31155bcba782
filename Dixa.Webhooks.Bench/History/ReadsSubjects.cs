using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.History;

/// <summary>What the events of a history are about: conversations of 20 events, and three people whom every hundredth event mentions.</summary>
internal static class ReadsSubjects
{
    public const string Conversation = "4711";
    public const string Email = "freja@example.com";
    public const string Phone = "+4520123456";
    public const string User = "b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10";

    private const int PerConversation = 20;
    private const int PerPerson = 100;

    public static void Create(BenchStore store)
    {
        var first = SearchTerm.Read("0")!.Subjects[0].Value;
        store.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO event_subjects (subject, event_key) SELECT {first} + id / {PerConversation}, id FROM events ORDER BY 1, 2"));
        foreach (var person in (string[])[Email, Phone, User])
        {
            store.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO event_subjects (subject, event_key) SELECT {SearchTerm.Read(person)!.Subjects[0].Value}, id FROM events WHERE id % {PerPerson} = 0 ORDER BY 2"));
        }

        store.Execute("ANALYZE");
    }
}
