using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Retention;

public class AuditPurgeTests : StoreTest
{
    private const int Days = 30;

    private static readonly AuditTarget Target = AuditTarget.Webhook(Guid.Parse("33333333-3333-4333-8333-333333333333"), "CRM updates");

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Retention:AuditDays"] = $"{Days}", ["Retention:KeepPerEventType"] = "0" };

    private AuditPurge Purge => Store.Service<AuditPurge>();

    private AuditVerifier Verifier => Store.Service<AuditVerifier>();

    [Fact]
    public async Task Old_rows_are_purged_the_purge_is_recorded_and_the_rest_is_still_intact()
    {
        await Store.AuditAsync(Target, Enumerable.Range(0, 2_300).Select(i => new Activity.TestSent($"{i}")));
        Store.Time.Advance(TimeSpan.FromDays(Days));
        await Store.AuditAsync(Target, new Activity.SecretRevealed(), new Activity.SecretRevealed());
        Assert.Equal(0, await Purge.RunAsync(Cancel));
        Store.Time.Advance(TimeSpan.FromTicks(1));
        var before = Store.Time.GetUtcNow().AddDays(-Days);

        Assert.Equal(2_300, await Purge.RunAsync(Cancel));

        Assert.Equal(new AuditVerdict.Intact(2_301, 2_303), await Verifier.RunAsync(Cancel));
        var newest = (await Store.AuditedAsync())[0];
        Assert.Equal((ActorKind.System, AuditTarget.AuditLog, new Activity.AuditPurged(2_300, before)), (newest.ActorKind, newest.Target, newest.Activity as Activity.AuditPurged));
        Assert.Equal(0, await Purge.RunAsync(Cancel));

        // The anchor holds: changes and removals are noticed as before.
        await Store.ExecuteAsync("DELETE FROM audit WHERE id = 2301");
        Assert.Equal(new AuditVerdict.Broken(2_301, "was removed"), await Verifier.RunAsync(Cancel));
    }

    [Fact]
    public async Task All_rows_can_be_purged_and_the_chain_continues_with_the_record_of_the_purge()
    {
        await Store.AuditAsync(Target, Enumerable.Repeat(new Activity.SecretRevealed(), 3));
        Store.Time.Advance(TimeSpan.FromDays(Days + 1));

        Assert.Equal(3, await Purge.RunAsync(Cancel));

        Assert.Equal(new AuditVerdict.Intact(4, 4), await Verifier.RunAsync(Cancel));
        await Store.AuditAsync(Target, new Activity.SecretRevealed());
        Assert.Equal(new AuditVerdict.Intact(4, 5), await Verifier.RunAsync(Cancel));
    }

    [Fact]
    public async Task The_recurring_job_purges_both_and_records_what_it_purged()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
        Store.Time.Advance(TimeSpan.FromDays(Days + 1));

        for (var run = 0; run < 2; run++)
        {
            Store.Make<RetentionJob>().Run();
            await Store.Service<PurgeStarter>().Run;
        }

        var before = Store.Time.GetUtcNow().AddDays(-Days);
        Assert.Equal<Activity>([new Activity.AuditPurged(1, before), new Activity.HistoryPurged(1, 1, 0, 0)], (await Store.AuditedAsync()).Select(row => row.Activity));
    }
}

[OnPostgres]
public sealed class AuditPurgeTestsOnPostgres : AuditPurgeTests;

public sealed class AuditPurgeOffTests : StoreTest
{
    [Fact]
    public async Task By_default_nothing_is_purged()
    {
        await Store.AuditAsync(null, new Activity.SecretRevealed());
        Store.Time.Advance(TimeSpan.FromDays(40_000));

        Assert.Equal(0, await Store.Service<AuditPurge>().RunAsync(Cancel));

        Assert.Single(await Store.AuditedAsync());
    }
}
