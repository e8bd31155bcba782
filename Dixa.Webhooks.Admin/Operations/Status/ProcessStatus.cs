namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>A process of the application.</summary>
/// <param name="Id">The owner of its leases.</param>
/// <param name="Name">The machine and the process id.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Version">The version of the application.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it last reported.</param>
/// <param name="IsThis">Whether it is the process that answers.</param>
/// <param name="Report">What it was doing then.</param>
public sealed record ProcessStatus(
    Guid Id, string Name, string Roles, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsThis, ProcessReport Report)
{
    /// <summary>A process that has not reported for this time may have ended.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(20);

    public bool IsSilent(DateTimeOffset now) => !IsThis && now - SeenAt > SilentAfter;

    public bool Has(string role) => Roles.Contains(role, StringComparison.OrdinalIgnoreCase);
}
