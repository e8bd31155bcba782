using System.Reflection;

namespace Dixa.Webhooks.Admin.Domain.Audit;

public sealed class ActivityJsonTests
{
    [Fact]
    public void Each_action_has_a_type_of_activity_and_each_type_an_action()
    {
        var types = typeof(Activity).GetNestedTypes(BindingFlags.Public).Where(type => type != typeof(Activity.Described)).ToList();

        Assert.Equal(Enum.GetValues<AuditAction>().Order(), types.Select(ActivityJson.ActionOf).Order());
    }

    [Fact]
    public void An_activity_is_read_as_it_was_written()
    {
        var since = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Activity[] activities =
        [
            new Activity.Created(IsDisabled: true), new Activity.SecretRead(), new Activity.SignedIn(), new Activity.RoleChanged("Support", "Administrator"),
            new Activity.HistoryPurged(1, 2, 3, 4), new Activity.AuditPurged(4, since), new Activity.BackupMade("/srv/b.tar.gz", 5, true), new Activity.StoreRestored("/srv/b.tar.gz", since), new Activity.DemoRateChanged(0.5), new Activity.PersonErased("e-mail address", "00ff", 1, 2, 3), new Activity.PersonErasureRequested("user ID", "00ff"),
            new Activity.BulkResendEnded("Completed", 2, 1, 3), new Activity.BulkCancelEnded("Cancelled", 2, 0, 3), new Activity.BulkActionPaused("ResendDeliveries", null), new Activity.BulkActionResumed("CancelDeliveries"),
            new Activity.Described(AuditAction.WebhookChanged, "Name"),
        ];

        Assert.Equal(activities, activities.Select(activity => ActivityJson.Read(activity.Action, ActivityJson.Write(activity))));
        var failed = Assert.IsType<Activity.SignInFailed>(ActivityJson.Read(AuditAction.SignInFailed, ActivityJson.Write(new Activity.SignInFailed(3, since, ["ada@example.com"], 1))));
        Assert.Equal((3, since, 1), (failed.Count, failed.Since, failed.Unknown));
        Assert.Equal(["ada@example.com"], failed.Accounts!);
    }

    [Fact]
    public void Nothing_is_stored_where_nothing_varies() => Assert.Null(ActivityJson.Write(new Activity.SignedIn()));
}
