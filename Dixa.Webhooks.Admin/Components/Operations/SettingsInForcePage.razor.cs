using Dixa.Webhooks.Admin.Hosting;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Operations;

/// <summary>The settings in force, and which of them differ from their defaults.</summary>
public sealed partial class SettingsInForcePage(SettingList settings, NavigationManager navigation)
{
    /// <summary>Whether only settings that differ from their defaults are shown.</summary>
    [SupplyParameterFromQuery(Name = "changed")]
    public bool ChangedOnly { get; set; }

    private IEnumerable<SettingInForce> Shown => settings.All.Where(setting => setting.Differs || !ChangedOnly);

    private void Choose(bool changedOnly) => navigation.NavigateTo(navigation.GetUriWithQueryParameter("changed", changedOnly ? true : null), replace: true);
}
