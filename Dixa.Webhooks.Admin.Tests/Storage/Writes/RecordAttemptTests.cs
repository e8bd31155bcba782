using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>What recording an attempt changes, as one table of cases for every provider.</summary>
public class RecordAttemptTests : StoreTest
{
    private const string EventType = "CONVERSATION_CREATED";
    private const int MaxAttempts = 3;
    private const int FailuresBefore = 4;

    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);
    private static readonly AttemptResult Success = AttemptResult.Responded(200);
    private static readonly AttemptResult Failure = AttemptResult.Responded(503);
    private static readonly AttemptResult Timeout = AttemptResult.Failed(FailureClass.Timeout);

    /// <summary>
    /// A delivery before the attempt, the attempt's result, and what is stored afterwards: the delivery's state, what the hour gets (delivered,
    /// failed attempts, given up), and the lane's consecutive failures.
    /// </summary>
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["a success delivers"] = new(DeliveryState.Pending, 0, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0),
        ["a success at the last attempt delivers"] = new(DeliveryState.Pending, 2, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0),
        ["a failure is retried"] = new(DeliveryState.Pending, 0, Failure, DeliveryState.Pending, (0, 1, 0), Failures: 5),
        ["a timeout is retried"] = new(DeliveryState.Pending, 1, Timeout, DeliveryState.Pending, (0, 1, 0), Failures: 5),
        ["a failure at the last attempt fails the delivery"] = new(DeliveryState.Pending, 2, Failure, DeliveryState.Failed, (0, 1, 1), Failures: 5),
        ["cancelled during the attempt, but it arrived"] = new(DeliveryState.Cancelled, 0, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0),
        ["cancelled during the attempt, and it failed"] = new(DeliveryState.Cancelled, 0, Failure, DeliveryState.Cancelled, (0, 1, 0), Failures: 5),
        ["cancelled during the last attempt, and it failed"] = new(DeliveryState.Cancelled, 2, Failure, DeliveryState.Cancelled, (0, 1, 0), Failures: 5),
        ["sent twice, and arrived twice"] = new(DeliveryState.Delivered, 1, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0),
        ["sent twice, and the second failed"] = new(DeliveryState.Delivered, 1, Failure, DeliveryState.Delivered, (0, 1, 0), Failures: 5),
        ["sent again after it had failed, and it arrived"] = new(DeliveryState.Failed, 3, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0),
        ["the lane knows fewer attempts, success"] = new(DeliveryState.Pending, 2, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0) { LaneKnows = 1 },
        ["the lane knows fewer attempts, failure"] = new(DeliveryState.Pending, 2, Failure, DeliveryState.Failed, (0, 1, 1), Failures: 5) { LaneKnows = 0 },
        ["a failed resend does not count as a failure of the webhook"] = new(DeliveryState.Pending, 0, Failure, DeliveryState.Pending, (0, 1, 0), Failures: FailuresBefore) { IsResend = true },
        ["a successful resend ends the failures"] = new(DeliveryState.Pending, 0, Success, DeliveryState.Delivered, (1, 0, 0), Failures: 0) { IsResend = true },
        ["a failure from before the webhook was enabled again does not count"] = new(DeliveryState.Pending, 0, Failure, DeliveryState.Pending, (0, 1, 0), Failures: FailuresBefore) { IsOld = true },
        ["a success from before the webhook was enabled again does not count"] = new(DeliveryState.Pending, 0, Success, DeliveryState.Delivered, (1, 0, 0), Failures: FailuresBefore) { IsOld = true },
    };

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    private GroupCommit Writer => Store.Service<GroupCommit>();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attempt_is_recorded(string name)
    {
        var expected = Cases[name];
        var webhook = await Store.CreateWebhookAsync();
        var (delivery, cancellation) = await StoreBeforeAsync(webhook, expected);
        var before = await Store.DeliveryAsync(delivery);
        Store.Time.Advance(TimeSpan.FromSeconds(5));
        var attempt = Attempt(delivery, webhook, expected);

        var recorded = await Writer.CommitAsync(new RecordAttempt(attempt, new RetryRule(MaxAttempts, Delay)));

        var retryAt = expected.After is DeliveryState.Pending ? attempt.EndedAt + Delay : (DateTimeOffset?)null;
        Assert.Equal(new RecordedAttempt(expected.Attempts + 1, expected.After, retryAt), recorded);
        var after = await Store.DeliveryAsync(delivery);
        Assert.Equal((expected.Attempts + 1, expected.After), (after.Attempts, after.State));
        Assert.Equal(retryAt ?? before.DueAt, after.DueAt);
        Assert.Equal(before.CompletedAt ?? (expected.After is DeliveryState.Pending ? null : attempt.EndedAt), after.CompletedAt);
        Assert.Equal(expected.After is DeliveryState.Cancelled ? cancellation : null, after.CancellationId);
        Assert.Equal((attempt.StartedAt, attempt.Result.StatusCode, attempt.Result.Failure), (after.LastAttemptAt, after.LastStatusCode, after.LastFailure));
        await AssertSumsAsync(webhook, attempt, expected);
    }

    [Fact]
    public async Task The_attempts_of_a_group_are_summed_up_in_their_order()
    {
        var webhook = await Store.CreateWebhookAsync();
        await SetFailuresAsync(webhook);
        var attempts = new List<EndedAttempt>();
        foreach (var result in new[] { Failure, Success, Failure, Timeout })
        {
            attempts.Add(Attempt(await Store.DeliveryAsync(webhook), webhook, new(DeliveryState.Pending, 0, result, default, default, 0)));
        }

        await Task.WhenAll(attempts.Select(attempt => Writer.CommitAsync(new RecordAttempt(attempt, new RetryRule(MaxAttempts, Delay)))));

        await using var context = await Store.ContextAsync();
        Assert.Equal(2, (await context.Lanes.SingleAsync(lane => lane.SubscriptionId == webhook, Cancel)).ConsecutiveFailures);
        var hour = await context.Hours.SingleAsync(row => row.SubscriptionId == webhook, Cancel);
        Assert.Equal((1, 3, 0), (hour.Delivered, hour.FailedAttempts, hour.GivenUp));
        Assert.Equal(3, ResponseTimes.Read(hour.ResponseTimes).Count);
    }

    [Fact]
    public async Task The_status_of_an_event_type_is_that_of_the_attempt_that_started_last()
    {
        var webhook = await Store.CreateWebhookAsync();
        var (first, second) = (await Store.DeliveryAsync(webhook), await Store.DeliveryAsync(webhook));
        var earlier = Attempt(first, webhook, new(DeliveryState.Pending, 0, Failure, default, default, 0));
        var later = Attempt(second, webhook, new(DeliveryState.Pending, 0, Success, default, default, 0)) with { StartedAt = earlier.StartedAt.AddSeconds(1) };

        await Writer.CommitAsync(new RecordAttempt(later, new RetryRule(MaxAttempts, Delay)));
        await Writer.CommitAsync(new RecordAttempt(earlier, new RetryRule(MaxAttempts, Delay)));

        await using var context = await Store.ContextAsync();
        var status = await context.EventStatuses.SingleAsync(row => row.SubscriptionId == webhook, Cancel);
        Assert.Equal((later.StartedAt, 200), (status.AttemptedAt, status.StatusCode));
    }

    [Fact]
    public async Task Nothing_is_recorded_for_a_removed_webhook()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook);
        var attempt = Attempt(delivery, webhook, new(DeliveryState.Pending, 0, Success, default, default, 0));
        await using (var removing = await Store.ContextAsync())
        {
            await removing.Subscriptions.Where(row => row.Id == webhook).ExecuteDeleteAsync(Cancel);
        }

        Assert.Null(await Writer.CommitAsync(new RecordAttempt(attempt, new RetryRule(MaxAttempts, Delay))));

        await using var context = await Store.ContextAsync();
        Assert.False(await context.Attempts.AnyAsync(row => row.DeliveryId == delivery, Cancel));
        Assert.False(await context.Hours.AnyAsync(row => row.SubscriptionId == webhook, Cancel));
        Assert.False(await context.EventStatuses.AnyAsync(row => row.SubscriptionId == webhook, Cancel));
    }

    private EndedAttempt Attempt(long delivery, Guid webhook, Case from)
    {
        var now = Store.Time.GetUtcNow();
        var started = from.IsOld ? now.AddDays(-1) : now;
        return new EndedAttempt(delivery, webhook, EventType, started, TimeSpan.FromMilliseconds(20), now.AddMilliseconds(20), from.Result)
        {
            AttemptsBefore = from.LaneKnows ?? from.Attempts,
        };
    }

    private async Task<(long Delivery, long? Cancellation)> StoreBeforeAsync(Guid webhook, Case before)
    {
        await SetFailuresAsync(webhook);
        var original = before.IsResend ? await Store.DeliveryAsync(webhook, state: DeliveryState.Failed) : (long?)null;
        var delivery = await Store.DeliveryAsync(webhook, EventType, before.Before, resendOf: original);
        var cancellation = before.Before is DeliveryState.Cancelled ? new StoredCancellation { SubscriptionId = webhook, Reason = new DisableReason(DisableKind.Text) { Text = "Test" } } : null;
        if (cancellation is not null)
        {
            await Store.StoreAsync(cancellation);
        }

        await using var context = await Store.ContextAsync();
        await context.Deliveries.Where(row => row.Id == delivery).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.Attempts, before.Attempts).SetProperty(one => one.CancellationId, cancellation == null ? (long?)null : cancellation.Id), Cancel);
        return (delivery, cancellation?.Id);
    }

    private async Task SetFailuresAsync(Guid webhook)
    {
        await using var context = await Store.ContextAsync();
        await context.Lanes.Where(lane => lane.SubscriptionId == webhook).ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, FailuresBefore), Cancel);
    }

    private async Task AssertSumsAsync(Guid webhook, EndedAttempt attempt, Case expected)
    {
        await using var context = await Store.ContextAsync();
        var stored = await context.Attempts.SingleAsync(row => row.DeliveryId == attempt.DeliveryId, Cancel);
        Assert.Equal((expected.Attempts + 1, attempt.StartedAt, attempt.Result.StatusCode, attempt.Result.Failure), (stored.Number, stored.StartedAt, stored.StatusCode, stored.Failure));
        var hour = await context.Hours.SingleAsync(row => row.SubscriptionId == webhook, Cancel);
        Assert.Equal(expected.Hour, ((int)hour.Delivered, (int)hour.FailedAttempts, (int)hour.GivenUp));
        Assert.Equal(attempt.Result.StatusCode is null ? 0 : 1, ResponseTimes.Read(hour.ResponseTimes).Count);
        Assert.Equal(expected.Failures, (await context.Lanes.SingleAsync(lane => lane.SubscriptionId == webhook, Cancel)).ConsecutiveFailures);
        var status = await context.EventStatuses.SingleAsync(row => row.SubscriptionId == webhook, Cancel);
        Assert.Equal((attempt.StartedAt, attempt.Result.StatusCode, attempt.Result.Failure), (status.AttemptedAt, status.StatusCode, status.Failure));
    }

    private sealed record Case(DeliveryState Before, int Attempts, AttemptResult Result, DeliveryState After, (int Delivered, int FailedAttempts, int GivenUp) Hour, int Failures)
    {
        /// <summary>The number of attempts that the lane knows; null if it is the stored one.</summary>
        public int? LaneKnows { get; init; }

        public bool IsResend { get; init; }

        /// <summary>The attempt started before the webhook was enabled again.</summary>
        public bool IsOld { get; init; }
    }
}

[OnPostgres]
public sealed class RecordAttemptTestsOnPostgres : RecordAttemptTests;
