namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>What can be done with the selected webhooks.</summary>
public enum SelectedAction
{
    Enable,
    Disable,
    Remove,
}
