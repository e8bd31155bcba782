namespace Dixa.Webhooks.Admin.Storage.Files;

public sealed class FolderOwnerTests
{
    private static readonly Owner Root = new(0, 0);
    private static readonly Owner Service = new(998, 997);

    [Fact]
    public void What_root_creates_in_a_folder_of_another_user_is_given_to_that_user() => Assert.Equal(Service, FolderOwner.NewOwner(Service, Root));

    [Fact]
    public void In_a_folder_of_root_it_stays() => Assert.Null(FolderOwner.NewOwner(Root, Root));

    [Theory]
    [InlineData(998)]
    [InlineData(1000)]
    public void What_another_user_owns_is_not_given_away(uint user) => Assert.Null(FolderOwner.NewOwner(Service, new Owner(user, user)));
}
