using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>What other users of the machine can read of the store.</summary>
public sealed class OpenToOthersTests : StoreTest
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    [Fact]
    public void A_file_or_folder_that_others_can_read_is_listed_with_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        var dialect = Store.Service<StoreDialect>();
        File.SetUnixFileMode(Store.Folder, PrivateFolder);
        File.SetUnixFileMode(Store.Files.Database, Private);
        var before = dialect.OpenToOthers();

        File.SetUnixFileMode(Store.Files.Database, Private | UnixFileMode.OtherRead | UnixFileMode.GroupRead);
        File.SetUnixFileMode(Store.Folder, PrivateFolder | UnixFileMode.GroupExecute);

        Assert.Equal([new OpenPath(Store.Files.Database, "0644"), new OpenPath(Store.Folder, "0710")], dialect.OpenToOthers().Except(before));
        File.SetUnixFileMode(Store.Folder, PrivateFolder | UnixFileMode.StickyBit);
        File.SetUnixFileMode(Store.Files.Database, Private);
        Assert.Empty(dialect.OpenToOthers().Except(before));
    }

    [Fact]
    public void Keys_in_the_default_folder_are_next_to_the_database() => Assert.True(Store.Service<StoreDialect>().KeysAreNextToDatabase);
}

public sealed class KeysElsewhereTests : StoreTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Storage:KeyRingPath"] = "{folder}/elsewhere/keys" };

    [Fact]
    public void Keys_in_a_folder_elsewhere_are_not_next_to_the_database() => Assert.False(Store.Service<StoreDialect>().KeysAreNextToDatabase);
}
