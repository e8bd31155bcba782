namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>The words of the command-line option that copies a store.</summary>
internal static class MigrateStoreOption
{
    public const string Name = "--migrate-store";
    public const string Description = "Copies this SQLite database into the PostgreSQL database of the settings, and exits.";
    public const string Missing = $"{Name} needs the SQLite database to copy, for example {Name} data/webhooks.db.";
}
