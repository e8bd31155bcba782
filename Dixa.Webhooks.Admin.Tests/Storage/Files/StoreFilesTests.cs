using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Storage.Files;

public sealed class StoreFilesTests
{
    [Fact]
    public void A_relative_file_is_under_the_root_of_the_checkout_wherever_the_application_was_built()
    {
        var files = StoreFiles.Resolve(new StorageOptions(), AppContext.BaseDirectory);

        Assert.Equal(Path.Combine(Repository.Root, "data", "webhooks.db"), files.Database);
        Assert.Equal(Path.Combine(Repository.Root, "data", "keys"), files.KeyFolder);
        Assert.Contains(files.Database, files.ConnectionString);
    }

    [Fact]
    public void Without_a_checkout_it_is_next_to_the_application()
    {
        var folder = Path.GetTempPath();

        Assert.Equal(Path.Combine(folder, "data", "webhooks.db"), StoreFiles.Resolve(new StorageOptions(), folder).Database);
    }

    [Fact]
    public void A_full_path_is_taken_as_it_is()
    {
        var options = new StorageOptions { ConnectionString = "Data Source=/srv/store/w.db", KeyRingPath = "/srv/keys" };

        var files = StoreFiles.Resolve(options, AppContext.BaseDirectory);

        Assert.Equal(("/srv/store/w.db", "/srv/keys"), (files.Database, files.KeyFolder));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared")]
    [InlineData("Cache=Shared")]
    [InlineData("Host=db;Database=webhooks")]
    public void What_names_no_SQLite_file_is_refused(string connectionString) =>
        Assert.Throws<StoreUnavailableException>(() => StoreFiles.Resolve(new StorageOptions { ConnectionString = connectionString }, AppContext.BaseDirectory));
}
