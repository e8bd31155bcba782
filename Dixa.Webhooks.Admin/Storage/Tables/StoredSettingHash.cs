using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A setting at the last start of the application, without its value.</summary>
public sealed class StoredSettingHash
{
    /// <summary>For example <c>Dispatch:Workers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="AuditHash.OfSetting"/>.</summary>
    public required byte[] Hash { get; set; }
}
