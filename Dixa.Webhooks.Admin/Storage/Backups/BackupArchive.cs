using System.Formats.Tar;
using System.IO.Compression;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>The format of a backup: a compressed tar archive with the manifest, the database and the keys, in this order.</summary>
internal static class BackupArchive
{
    public const string Extension = ".tar.gz";

    private const string Manifest = "manifest.json";
    private const string Database = "webhooks.db";
    private const string KeyFolder = "keys/";
    private const long MaxManifest = 1 << 20;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string archive, BackupManifest manifest, string database, IEnumerable<string> keys)
    {
        using var file = PrivatePaths.CreateFile(archive);
        using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(compressed, TarEntryFormat.Pax))
        {
            using (var content = new MemoryStream(manifest.Write()))
            {
                Add(tar, Manifest, content);
            }

            AddFile(tar, Database, database);
            foreach (var key in keys)
            {
                AddFile(tar, KeyFolder + Path.GetFileName(key), key);
            }
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads only the manifest; null if the file is not a complete backup.</summary>
    /// <exception cref="BackupException">A newer version made the backup.</exception>
    public static BackupManifest? TryReadManifest(string archive)
    {
        try
        {
            using var tar = new TarReader(Open(archive));
            return ReadManifest(tar);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            return null;
        }
    }

    /// <summary>Unpacks an archive. It writes only the files of the manifest. <paramref name="begin"/> is called with the manifest before anything is written.</summary>
    /// <exception cref="BackupException">The file is not a complete backup of this application.</exception>
    public static BackupManifest Unpack(string archive, string databaseTo, string keysTo, Action<BackupManifest> begin)
    {
        BackupManifest? manifest = null;
        try
        {
            using var compressed = Open(archive);
            using var tar = new TarReader(compressed);
            manifest = ReadManifest(tar) ?? throw Foreign(archive);
            begin(manifest);
            var missing = manifest.Keys.ToHashSet();
            var hasDatabase = false;
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.Name == Database && !hasDatabase)
                {
                    Extract(entry, databaseTo);
                    hasDatabase = new FileInfo(databaseTo).Length == manifest.DatabaseBytes;
                }
                else if (entry.Name.StartsWith(KeyFolder, StringComparison.Ordinal) && missing.Remove(entry.Name[KeyFolder.Length..]))
                {
                    Extract(entry, Path.Combine(keysTo, Path.GetFileName(entry.Name)));
                }
                else
                {
                    throw Damaged(archive, $"It has a file that is not in its manifest: {entry.Name}.");
                }
            }

            // The checksum of the whole content comes after the end of the tar archive.
            compressed.CopyTo(Stream.Null);
            return hasDatabase && missing.Count == 0
                ? manifest
                : throw Damaged(archive, hasDatabase ? $"The key {missing.First()} is missing." : "The database is missing or incomplete.");
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw manifest is null ? Foreign(archive, error) : Damaged(archive, error.Message, error);
        }
    }

    private static GZipStream Open(string archive) => new(File.OpenRead(archive), CompressionMode.Decompress);

    private static BackupManifest? ReadManifest(TarReader tar)
    {
        if (tar.GetNextEntry() is not { Name: Manifest, Length: <= MaxManifest, DataStream: { } content })
        {
            return null;
        }

        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return BackupManifest.Read(bytes.ToArray());
    }

    private static void Add(TarWriter tar, string name, Stream content) => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnFile });

    private static void AddFile(TarWriter tar, string name, string path)
    {
        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 17);
        Add(tar, name, content);
    }

    private static void Extract(TarEntry entry, string path)
    {
        using var file = PrivatePaths.CreateFile(path);
        entry.DataStream?.CopyTo(file);
        file.Flush(flushToDisk: true);
    }

    /// <summary>What the readers of both formats throw for a file that is something else, changed or cut off.</summary>
    private static bool IsUnreadable(Exception error) => error is InvalidDataException or EndOfStreamException or FormatException or ArgumentException;

    private static BackupException Foreign(string archive, Exception? cause = null) =>
        new($"{archive} is not a backup of this application. Name a file that --backup, a nightly backup or an upgrade made.", cause);

    private static BackupException Damaged(string archive, string problem, Exception? cause = null) =>
        new($"{archive} is damaged or incomplete. {problem} Use another backup; nothing was changed.", cause);
}
