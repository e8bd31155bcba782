using System.Xml.Linq;
using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>Keys in a folder, which is created with the first key. The framework's repository creates it even to read, and lets others open it.</summary>
internal sealed class KeyFolderRepository(string folder, ILoggerFactory logging) : IXmlRepository
{
    private readonly Lazy<FileSystemXmlRepository> _files = new(() => new FileSystemXmlRepository(new DirectoryInfo(folder), logging));

    public IReadOnlyCollection<XElement> GetAllElements() => Directory.Exists(folder) ? _files.Value.GetAllElements() : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        StoreFolders.CreateKeyFolder(folder);
        var before = Directory.EnumerateFiles(folder).ToHashSet();
        _files.Value.StoreElement(element, friendlyName);
        foreach (var key in Directory.EnumerateFiles(folder).Where(file => !before.Contains(file)))
        {
            FolderOwner.Give(key);
        }
    }
}
