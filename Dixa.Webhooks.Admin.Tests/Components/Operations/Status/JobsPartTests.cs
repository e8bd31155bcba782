using Bunit;
using Dixa.Webhooks.Admin.Backups;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

public sealed class JobsPartTests : ComponentTest
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Backup:Folder", "{folder}/nightly"), new("Backup:At", "02:30")];

    [Fact]
    public async Task The_nightly_backup_is_listed_with_its_last_and_its_next_run()
    {
        Store.Time.SetLocalTimeZone(TimeZoneInfo.Utc);
        var (never, made) = (Render<JobsPart>(), Store.Time.GetUtcNow());
        await never.WaitForAssertionAsync(() => Assert.Equal(["Make a backup", "every day at 02:30, server time", "Not yet", "now"], Cells(never)));

        Store.Service<BackupHistory>().Update(record => record with { LastNightly = made });
        Store.Time.Advance(TimeSpan.FromHours(3));
        var part = Render<JobsPart>();

        await part.WaitForAssertionAsync(() => Assert.Equal(["Make a backup", "every day at 02:30, server time", "3 hours ago (ok)", "in 11 hours"], Cells(part)));
    }

    private static IEnumerable<string> Cells(IRenderedComponent<JobsPart> part) => part.FindAll($"{ById("job-row")} td").Select(cell => cell.TextContent.Trim());
}
