using Dixa.Webhooks.Admin.Journeys.Browser;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

[OnPostgres]
public sealed class ResetPasswordOnPostgresTests : StoreTest
{
    [Fact]
    public async Task A_link_is_created_in_a_shared_database_while_the_application_runs_on_it()
    {
        await using var app = await AppProcess.StartAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", Store.Database));

        var link = await ResetPasswordJourneyTests.LinkAsync(app);

        Assert.Contains(AppProcess.AdministratorEmail, await app.Client.GetStringAsync(link, Cancel), StringComparison.Ordinal);
    }
}
