namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>How the demo comes to play.</summary>
public enum DemoMode
{
    /// <summary>It does not.</summary>
    Off,

    /// <summary>An administrator starts it.</summary>
    Manual,

    /// <summary>It plays from the application's start on.</summary>
    AtStart,
}
