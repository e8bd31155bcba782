using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Dispatch.Jobs;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>A folder of the application, and the folders that it may depend on.</summary>
public sealed record FolderRow(string Folder, params string[] MayUse);

/// <summary>A framework, identified by prefixes of its type names, and the folders that may use it.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Prefixes">Namespaces, or single types if a namespace contains more than the framework.</param>
/// <param name="Folders">The folders that may use it.</param>
/// <param name="Excepted">Other types that may use it, each with a reason in a comment. The generated folder Migrations may use it too.</param>
public sealed record FrameworkRow(string Name, string[] Prefixes, string[] Folders, params string[] Excepted);

/// <summary>The table of folders. Data flows down the table and never up.</summary>
public static class FolderTable
{
    public const string Root = "Dixa.Webhooks.Admin";

    public static IReadOnlyList<FolderRow> Folders { get; } =
    [
        new("Domain"),
        new("Hosting", "Domain"),
        new("Telemetry"),
        new("Storage", "Domain", "Hosting", "Telemetry"),
        new("Audit", "Domain", "Storage"),
        new("Backups", "Domain", "Hosting", "Storage", "Audit"),
        new("Recording", "Domain", "Telemetry", "Storage"),
        new("Retention", "Domain", "Hosting", "Telemetry", "Storage", "Audit"),
        new("Dispatch", "Domain", "Hosting", "Telemetry", "Storage", "Audit", "Recording", "Retention"),
        new("Privacy", "Domain", "Hosting", "Storage", "Audit", "Dispatch"),
        new("Ingest", "Domain", "Telemetry", "Storage", "Dispatch"),
        new("Subscriptions", "Domain", "Storage", "Audit", "Recording", "Dispatch"),
        new("BulkActions", "Domain", "Hosting", "Storage", "Audit", "Recording", "Dispatch"),
        new("Replays", "Domain", "Storage", "Dispatch", "BulkActions"),
        new("Recovery", "Domain", "Storage", "Subscriptions", "BulkActions", "Replays"),
        new("Accounts", "Domain", "Hosting", "Telemetry", "Storage", "Audit"),
        new("Notifications", "Domain", "Hosting", "Telemetry", "Storage", "Audit", "Accounts"),
        new("Api", "Domain", "Audit", "Recording", "Subscriptions", "BulkActions", "Replays", "Accounts", "Ingest", "Privacy"),
        new("Sandbox", "Domain", "Storage", "Audit", "Recording", "Dispatch", "Ingest", "Subscriptions", "Privacy"),
        new("FrontDoor", "Domain", "Hosting"),
        new("Operations", "Domain", "Hosting", "Telemetry", "Storage", "Audit", "Backups", "Recording", "Retention", "Dispatch", "Ingest", "Accounts", "Notifications", "Sandbox", "FrontDoor"),
        new("Components", "Domain", "Hosting", "Audit", "Recording", "Subscriptions", "BulkActions", "Replays", "Recovery", "Accounts", "Sandbox", "Notifications", "FrontDoor", "Retention", "Privacy", "Backups", "Operations"),

        // It only wires up the rest.
        new("Startup", "Domain", "Hosting", "Storage", "Audit", "Backups", "Recording", "Dispatch", "Retention", "Privacy", "Ingest", "Subscriptions", "BulkActions", "Replays", "Recovery", "Accounts", "Notifications", "Api", "Sandbox", "FrontDoor", "Operations", "Components"),
    ];

    /// <summary>The folders of the screens. What several screens use is in Shared, so that no screen depends on the webhooks' screens.</summary>
    public static IReadOnlyList<FolderRow> Screens { get; } =
    [
        new("Components.Shared"),
        new("Components.Layout", "Components.Shared"),
        new("Components.Account", "Components.Shared", "Components.Layout"),
        new("Components.ApiTokens", "Components.Shared", "Components.Layout"),
        new("Components.Audit", "Components.Shared", "Components.Layout"),
        new("Components.BulkActions", "Components.Shared", "Components.Layout"),
        new("Components.Catalogue", "Components.Shared", "Components.Layout"),
        new("Components.Operations", "Components.Shared", "Components.Layout"),
        new("Components.Privacy", "Components.Shared", "Components.Layout"),
        new("Components.Sandbox", "Components.Shared", "Components.Layout"),
        new("Components.Search", "Components.Shared", "Components.Layout", "Components.BulkActions", "Components.Webhooks"),
        new("Components.Webhooks", "Components.Shared", "Components.Layout", "Components.BulkActions", "Components.Sandbox"),
    ];

    public static IReadOnlyList<FrameworkRow> Frameworks { get; } =
    [
        new(
            "database providers",
            [
                "Microsoft.Data.Sqlite", "SQLitePCL", "Npgsql", "Microsoft.EntityFrameworkCore.Sqlite",
                "Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions", "Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions",
            ],
            ["Storage"]),
        new("EF Core", ["Microsoft.EntityFrameworkCore"], ["Storage", .. Folders.Where(row => row.MayUse.Contains("Storage")).Select(row => row.Folder)]),

        // Identity's tables are in the store's context, which therefore derives from Identity's.
        new("Identity", ["Microsoft.AspNetCore.Identity"], ["Accounts"], $"{Root}.Storage.WebhooksDbContext", $"{Root}.Storage.Sqlite.SqliteWebhooksContext", $"{Root}.Storage.Postgres.PostgresWebhooksContext"),

        // What is behind the store and its provider. The other folders ask StoreDialect.
        new("one provider", [$"{Root}.Storage.Sqlite", $"{Root}.Storage.Postgres", $"{Root}.Storage.StorageProvider"], ["Storage"]),

        // Processes that share a store have Hangfire's recurring jobs in it.
        new("Hangfire", ["Hangfire"], ["Dispatch"], $"{Root}.Storage.StoreDialect", $"{Root}.Storage.Postgres.PostgresDialect", $"{Root}.Storage.Postgres.PostgresJobs"),

        // One parser decides which addresses people can have and which the mailer can send to.
        new("mail", ["MailKit", "MimeKit"], ["Notifications"], $"{Root}.Accounts.People.EmailAddress"),
        new("CSV", ["CsvHelper"], ["Audit", "Recording"]),
        new("OpenTelemetry", ["OpenTelemetry"], ["Operations"]),
        new("HTTP client", ["System.Net.Http"], ["Dispatch"]),
        new("command line", ["System.CommandLine"], ["Startup"]),
        new("MudBlazor", ["MudBlazor"], ["Components"]),

        // A hash function is in a namespace of input and output.
        new("input and output", ["System.IO", "System.Net.Sockets", "System.Net.Dns"], [.. Folders.Select(row => row.Folder).Except(["Domain"])], $"{Root}.Domain.Events.SubjectKey"),
        new("tasks", ["System.Threading.Tasks"], [.. Folders.Select(row => row.Folder).Except(["Domain"])]),
        new("the clock", ["System.TimeProvider", "System.Threading.Timer", "System.Diagnostics.Stopwatch"], [.. Folders.Select(row => row.Folder).Except(["Domain"])]),
    ];
}
