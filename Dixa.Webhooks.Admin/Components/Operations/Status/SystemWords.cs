using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Operations.Status;
using Dixa.Webhooks.Admin.Recording;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The texts of the System page.</summary>
internal static class SystemWords
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count that stops at a limit, for example "10,000+".</summary>
    public static string Count(int counted) => counted > QueueStatus.MaxCounted ? $"{Number(QueueStatus.MaxCounted)}+" : Number(counted);

    public static string Age(TimeSpan age) => age <= TimeSpan.Zero ? "None" : TimeText.Rough(age);

    public static string Attempts(AttemptSum sum) => $"{Number(sum.Delivered)} delivered, {Number(sum.Failed)} failed";

    public static string Reason(WaitingLane lane, DateTimeOffset now) =>
        Why(lane, now) + (lane.ConsecutiveFailures > 0 ? $" {Number(lane.ConsecutiveFailures)} consecutive {(lane.ConsecutiveFailures == 1 ? "failure" : "failures")}." : "");

    public static string Status(ProcessStatus process, DateTimeOffset now) => process switch
    {
        _ when process.IsSilent(now) => $"Last seen {TimeText.Rough(now - process.SeenAt)} ago",
        { Report.StoreFails: true } => "Store fails",
        { Report.Failing: [var failure, ..] } => $"{failure.Service} fails",
        _ => "Running",
    };

    public static StatusStyle Style(ProcessStatus process, DateTimeOffset now) => process switch
    {
        _ when process.IsSilent(now) => StatusStyle.OfProcess(works: null),
        _ => StatusStyle.OfProcess(works: !process.Report.StoreFails && process.Report.Failing.Count == 0),
    };

    public static string Name(JobStatus job) => job.Id switch
    {
        "recover" => "Wake webhooks with pending deliveries",
        "auto-disable" => "Disable webhooks that keep failing",
        "retention" => "Purge old history",
        JobStatus.NightlyBackup => "Make a backup",
        _ => job.Id,
    };

    public static string Runs(JobStatus job) => job.At is { } at ? string.Create(CultureInfo.InvariantCulture, $"every day at {at:HH:mm}, server time") : Every(job.Interval);

    public static string Every(TimeSpan interval) => interval switch
    {
        { TotalHours: 1 } => "every hour",
        { TotalMinutes: 1 } => "every minute",
        { TotalSeconds: 1 } => "every second",
        _ => $"every {TimeText.Rough(interval)}",
    };

    public static string Last(JobStatus job) => job.Ago is { } ago ? $"{TimeText.Rough(ago)} ago ({(job.Failed ? "failed" : "ok")})" : "Not yet";

    public static string Next(JobStatus job) => job.In switch
    {
        null => "Not scheduled",
        { } wait when wait < TimeSpan.FromSeconds(1) => "now",
        { } wait => $"in {TimeText.Rough(wait)}",
    };

    public static string Encryption(MailStatus mail) => mail.Security switch
    {
        "Auto" => "TLS on port 465, otherwise STARTTLS",
        "StartTls" => "STARTTLS",
        "Tls" => "TLS",
        _ => "None",
    };

    public static string Waiting(MailStatus mail, DateTimeOffset now) => mail switch
    {
        { Pending: 0 } => "None",
        { Pending: > MailStatus.MaxCounted } => $"{Number(MailStatus.MaxCounted)}+",
        { OldestPending: { } oldest } => $"{Number(mail.Pending)}, the oldest for {TimeText.Rough(now - oldest)}{(mail.Failing > 0 ? $"; {Number(mail.Failing)} could not be sent" : "")}",
        _ => Number(mail.Pending),
    };

    private static string Why(WaitingLane lane, DateTimeOffset now) => lane.Wait switch
    {
        LaneWait.StoreFails => "The store fails. Deliveries continue when it works again.",
        LaneWait.StoreIsSlow => "Too many attempts wait to be recorded, because the store is slower than the endpoints.",
        LaneWait.StoreRefuses => $"The store refuses to record {Number(lane.Refused)} of its deliveries. Look for event 1723 in the log.",
        LaneWait.Turn => "The process has as many requests in flight as it may. This webhook waits for its turn.",
        LaneWait.Endpoint => $"The endpoint is slow or does not respond. {Requests(lane.Requests)} for its response.",
        LaneWait.Backlog => $"Deliveries are being sent, {Number(lane.Requests)} at a time.",
        LaneWait.LeaseOfSilentProcess when lane.LeaseEnds is { } end && end > now => $"The process that had this webhook no longer reports. Another one takes over in {TimeText.Rough(end - now)}.",
        LaneWait.LeaseOfSilentProcess => "The process that had this webhook no longer reports. Another one takes over soon.",
        LaneWait.Lease => "The process is about to send.",
        LaneWait.NoDispatch => "No process has the role Dispatch.",
        LaneWait.NotTaken => "No process has begun yet. It is found within a minute.",
        _ => throw new ArgumentOutOfRangeException(nameof(lane), lane.Wait, null),
    };

    private static string Requests(int count) => count == 1 ? "1 request waits" : $"{Number(count)} requests wait";
}
