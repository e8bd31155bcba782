namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>How the demo is started.</summary>
public enum DemoMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>By an administrator.</summary>
    Manual,

    /// <summary>With the application.</summary>
    AtStart,
}
