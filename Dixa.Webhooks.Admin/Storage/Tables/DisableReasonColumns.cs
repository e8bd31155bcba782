using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The columns of a <see cref="DisableReason"/>, which several tables have.</summary>
internal static class DisableReasonColumns
{
    /// <summary>The names are those of the properties after <paramref name="prefix"/>.</summary>
    public static void HasColumns(this ComplexPropertyBuilder<DisableReason> reason, string prefix = "")
    {
        foreach (var property in reason.Metadata.ComplexType.GetProperties())
        {
            property.SetColumnName(prefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
