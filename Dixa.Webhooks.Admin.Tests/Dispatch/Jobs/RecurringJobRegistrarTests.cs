using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

public class RecurringJobRegistrarTests : StoreTest
{
    private static readonly string[] Ids = ["recover", "auto-disable", "retention"];

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["AutoDisable:SweepInterval"] = "00:00:01" };

    private JobStorage Jobs => Store.Service<SharedJobStorage>().Storage;

    [Fact]
    public async Task Jobs_that_were_removed_are_registered_again()
    {
        var service = await StartAsync();
        var removed = DateTime.UtcNow;

        Array.ForEach(Ids, new RecurringJobManager(Jobs).RemoveIfExists);

        await RegisteredAgainAsync();
        using var connection = Jobs.GetConnection();
        Assert.All(connection.GetRecurringJobs(Ids), job => Assert.InRange(job.CreatedAt!.Value, removed.AddMilliseconds(-1), DateTime.UtcNow));
        await service.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Jobs_of_which_a_part_was_removed_are_registered_again(bool keepsItsPlaceInTheSchedule)
    {
        var service = await StartAsync();

        using (var connection = Jobs.GetConnection())
        {
            using var transaction = connection.CreateWriteTransaction();
            foreach (var id in Ids)
            {
                if (keepsItsPlaceInTheSchedule)
                {
                    transaction.RemoveHash($"recurring-job:{id}");
                }
                else
                {
                    transaction.RemoveFromSet("recurring-jobs", id);
                }
            }

            transaction.Commit();
        }

        await RegisteredAgainAsync();
        await service.StopAsync(Cancel);
    }

    [Fact]
    public async Task After_the_jobs_were_removed_the_sweep_still_disables_a_failing_webhook()
    {
        var service = await StartAsync();
        Array.ForEach(Ids, new RecurringJobManager(Jobs).RemoveIfExists);
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < 25; i++)
        {
            var (delivery, now) = (await Store.DeliveryAsync(webhook), Store.Time.GetUtcNow());
            var ended = new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", now, TimeSpan.FromMilliseconds(5), now, AttemptResult.Responded(500));
            await Store.Service<AttemptRecorder>().RecordAsync(ended, new RetryRule(5, TimeSpan.FromMinutes(1)));
        }

        await RegisteredAgainAsync();
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Activator = Store.Service<JobActivator>(),
                WorkerCount = 1,
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                StopTimeout = TimeSpan.FromSeconds(1),
            },
            Jobs);

        await Eventually.BecomesTrueAsync(async () => !(await Store.WebhookAsync(webhook)).Enabled, "the sweep disables the webhook");
        server.SendStop();
        await server.WaitForShutdownAsync(Cancel);
        await service.StopAsync(Cancel);
    }

    private async Task<RecurringJobRegistrar> StartAsync()
    {
        var service = Store.Service<IEnumerable<IHostedService>>().OfType<RecurringJobRegistrar>().Single();
        await service.StartAsync(Cancel);
        Assert.Equal(Ids.Order(), Registered());
        return service;
    }

    /// <summary>Advances the clock until the jobs are registered: the service starts its timer a moment after the end of its round.</summary>
    private async Task RegisteredAgainAsync()
    {
        var began = Store.Time.GetUtcNow();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Time.Advance(TimeSpan.FromSeconds(1));
                return Registered().SequenceEqual(Ids.Order());
            },
            "the jobs are registered again");
        Assert.NotEqual(began, Store.Time.GetUtcNow());
    }

    /// <summary>The jobs that Hangfire's scheduler would run.</summary>
    private IEnumerable<string> Registered()
    {
        using var connection = Jobs.GetConnection();
        var scheduled = connection.GetAllItemsFromSet("recurring-jobs");
        return [.. connection.GetRecurringJobs(Ids).Where(job => !job.Removed && job.NextExecution is not null && scheduled.Contains(job.Id)).Select(job => job.Id).Order()];
    }
}

[OnPostgres]
public sealed class RecurringJobRegistrarTestsOnPostgres : RecurringJobRegistrarTests;
