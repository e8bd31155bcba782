using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>Checks the folder table, and shows that each rule can fail.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly FolderRules App = new(typeof(WebhooksDbContext).Assembly);
    private static readonly FolderRules Samples = new(Assembly.GetExecutingAssembly());

    [Fact]
    public void A_folder_depends_only_on_the_folders_of_its_row() => Assert.Empty(App.ForbiddenDependencies(FolderTable.Folders));

    [Fact]
    public void A_screen_depends_only_on_the_screens_of_its_row() => Assert.Empty(App.ForbiddenDependencies(FolderTable.Screens));

    [Fact]
    public void A_framework_is_used_only_by_its_folders() => Assert.Empty(App.ForbiddenFrameworks(FolderTable.Frameworks));

    [Fact]
    public async Task No_source_outside_Storage_mentions_a_database_provider()
    {
        var application = Path.Combine(Repository.Root, FolderTable.Root);
        var mentions = new List<string>();
        foreach (var folder in FolderTable.Folders.Select(row => row.Folder).Where(folder => folder is not "Storage"))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(application, folder), "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)))
            {
                mentions.AddRange(Provider().Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Select(word => $"{Path.GetRelativePath(application, file)}: {word.Value}"));
            }
        }

        Assert.Empty(mentions);
    }

    [Fact]
    public void The_domain_depends_only_on_System_and_itself() => Assert.Empty(App.OutsideDependencies("Domain"));

    [Fact]
    public void Every_folder_is_in_the_table() => Assert.Empty(App.UnknownFolders(FolderTable.Folders));

    [Fact]
    public void Classes_outside_the_screens_are_sealed() => Assert.Empty(App.Unsealed());

    [Theory]
    [InlineData("Storage", "Dixa.Webhooks.Admin.Storage.WebhooksDbContext depends on Domain")]
    [InlineData("Recording", "Dixa.Webhooks.Admin.Recording.DeliveryHistory depends on Storage")]
    [InlineData("Subscriptions", "Dixa.Webhooks.Admin.Subscriptions.WebhookCommands depends on Storage")]
    public void A_row_that_allows_too_little_is_reported(string folder, string breach) =>
        Assert.Contains(breach, App.ForbiddenDependencies(FolderTable.Folders, new FolderRow(folder)));

    [Fact]
    public void A_screen_that_depends_on_another_is_reported() =>
        Assert.Contains(
            "Dixa.Webhooks.Admin.Components.Webhooks.Overview.WebhookRow depends on Components.Shared",
            App.ForbiddenDependencies(FolderTable.Screens, new FolderRow("Components.Webhooks")));

    [Theory]
    [InlineData("DependsInAnAsyncBody")]
    [InlineData("DependsInAClosure")]
    public void A_dependency_inside_a_methods_body_is_reported(string type) =>
        Assert.Contains(
            Samples.ForbiddenDependencies([new FolderRow("Architecture"), new FolderRow("Storage")]),
            breach => breach.EndsWith($"{type} depends on Storage", StringComparison.Ordinal));

    [Fact]
    public void A_framework_in_another_folder_is_reported()
    {
        var identity = FolderTable.Frameworks.Single(row => row.Name == "Identity");

        Assert.Contains("Dixa.Webhooks.Admin.Storage.WebhooksDbContext uses Identity", App.ForbiddenFrameworks([identity with { Excepted = [] }]));
        Assert.Contains(
            "Dixa.Webhooks.Admin.Subscriptions.Queries.WebhookQueries uses EF Core",
            App.ForbiddenFrameworks([new FrameworkRow("EF Core", ["Microsoft.EntityFrameworkCore"], ["Storage"])]));
        Assert.Contains(
            "Dixa.Webhooks.Admin.Storage.Sqlite.SqliteSetup uses providers",
            App.ForbiddenFrameworks([FolderTable.Frameworks[0] with { Name = "providers", Folders = ["Recording"] }]));
    }

    [Fact]
    public void A_domain_that_depends_on_a_package_is_reported() =>
        Assert.Contains("Dixa.Webhooks.Admin.Storage.WebhooksDbContext", App.OutsideDependencies("Storage"));

    [Fact]
    public void A_folder_without_a_row_is_reported() =>
        Assert.Equal(["Recording"], App.UnknownFolders([.. FolderTable.Folders.Where(row => row.Folder != "Recording")]));

    [Fact]
    public void An_open_class_and_an_open_record_are_reported_and_an_abstract_one_is_not() =>
        Assert.Equal(
            ["Dixa.Webhooks.Admin.Architecture.Samples.Unsealed", "Dixa.Webhooks.Admin.Architecture.Samples.UnsealedRecord"],
            Samples.Unsealed().Where(type => type.Contains(".Architecture.", StringComparison.Ordinal)));

    [GeneratedRegex("postgres|sqlite|npgsql", RegexOptions.IgnoreCase)]
    private static partial Regex Provider();
}
