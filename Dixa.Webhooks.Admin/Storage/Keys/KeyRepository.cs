using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>The keys in a folder or a table. New ones can be refused.</summary>
internal sealed class KeyRepository(IXmlRepository keys) : IXmlRepository
{
    public bool RefusesNewKeys { get; set; }

    public IReadOnlyCollection<XElement> GetAllElements() => keys.GetAllElements();

    public void StoreElement(XElement element, string friendlyName)
    {
        if (RefusesNewKeys)
        {
            throw new InvalidOperationException("No key may be created yet.");
        }

        keys.StoreElement(element, friendlyName);
    }
}
