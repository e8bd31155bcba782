using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Privacy;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Bench.History;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Erases a person whom a hundred events of a long history mention, with the application's own classes.</summary>
internal static class ErasureScenario
{
    private const int Mentions = 100;
    private const string Person = "bench.person@example.com";
    private const double PreviewBarSeconds = 2;
    private const double ErasureBarSeconds = 5;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int events, CancellationToken cancel)
    {
        using var store = new BenchStore(run.Postgres);
        var ids = await store.CreateAsync(BenchWebhook.ForEach([new Uri("http://127.0.0.1:9/")]), cancel);
        await BenchHistory.CreateAsync(store, ids, HistoryShape.Even(events, 1, BenchEvents.Type.Fqn), cancel);
        var configuration = new ConfigurationBuilder().Build();
        await using var provider = store.Services()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddAudit().AddRetention().AddRecording().AddDispatch(configuration).AddPrivacy()
            .BuildServiceProvider();
        await provider.OpenStoreAsync();
        await provider.GetRequiredService<GroupCommit>().CommitAsync(new StoreEvents([.. Enumerable.Range(0, Mentions).Select(_ => Mention())]));

        var eraser = provider.GetRequiredService<PersonEraser>();
        var (previewed, found) = await TimedAsync(() => eraser.PreviewAsync(Actor.System, Person, cancel));
        var count = found is ErasureResult.Previewed { Preview.Events: var mentioned } ? mentioned : 0;
        var (erased, _) = await TimedAsync(async () =>
        {
            var started = await eraser.StartAsync(Actor.System, Person, cancel);
            await provider.GetRequiredService<ErasureRunner>().RunAllAsync(cancel);
            return started;
        });
        var removed = (await eraser.ListAsync(Actor.System, cancel))[0].Events;
        if (count != Mentions || removed != Mentions)
        {
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"Of {Mentions} events, {count} were found and {removed} were erased."));
        }

        var scenario = string.Create(CultureInfo.InvariantCulture, $"erasure of {Mentions} of {events:N0} events{run.Words}");
        return
        [
            new Measurement($"{scenario}, preview", previewed.TotalSeconds, "s") { Bar = Bar.AtMost(PreviewBarSeconds) },
            new Measurement($"{scenario}, until finished", erased.TotalSeconds, "s") { Bar = Bar.AtMost(ErasureBarSeconds), Note = "includes the search of every payload and response" },
        ];
    }

    private static StoredEvent Mention()
    {
        var payload = Encoding.UTF8.GetBytes($$"""{"event_fqn":"{{BenchEvents.Type.Fqn}}","data":{"text":"write to {{Person}}"} }""");
        return new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = BenchEvents.Type.Fqn,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Payload = payload,
            Subjects = EventSubjects.OfPayload(payload),
        };
    }

    private static async Task<(TimeSpan Took, T Result)> TimedAsync<T>(Func<Task<T>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await run();
        return (Stopwatch.GetElapsedTime(started), result);
    }
}
