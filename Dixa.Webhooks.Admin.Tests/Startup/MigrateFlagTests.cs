namespace Dixa.Webhooks.Admin.Startup;

public sealed class MigrateFlagTests
{
    [Theory]
    [InlineData("data/webhooks.db", "--migrate-store", "data/webhooks.db")]
    [InlineData("data/webhooks.db", "--migrate-store=data/webhooks.db")]
    [InlineData("Data Source=a.db", "--Migrate-Store", "Data Source=a.db")]
    [InlineData(null)]
    public void The_database_to_copy_is_read(string? source, params string[] args)
    {
        var rest = MigrateFlag.Take([.. args, "--Storage:Provider=PostgreSql"], out var read, out var problem);

        Assert.Equal((source, null), (read, problem));
        Assert.Equal(["--Storage:Provider=PostgreSql"], rest);
    }

    [Theory]
    [InlineData("--migrate-store")]
    [InlineData("--migrate-store=")]
    [InlineData("--migrate-store", "--demo")]
    public void Without_a_database_the_flag_is_refused(params string[] args)
    {
        MigrateFlag.Take(args, out var source, out var problem);

        Assert.Null(source);
        Assert.StartsWith("--migrate-store needs the SQLite database to copy", problem, StringComparison.Ordinal);
    }
}
