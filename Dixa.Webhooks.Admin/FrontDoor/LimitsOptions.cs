using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Limits for clients: section <c>Limits</c>. Each process counts separately.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Forms that anyone can send: sign-in and setup.</summary>
    public ClientLimitOptions SignIn { get; set; } = new() { PerMinute = 20, Burst = 20, TotalPerSecond = 20 };

    /// <summary>Requests to the sandbox from other machines.</summary>
    public ClientLimitOptions Sandbox { get; set; } = new() { PerMinute = 6_000, Burst = 500, TotalPerSecond = 500 };

    /// <summary>New connections from pages. After a restart, every open page reconnects.</summary>
    public ClientLimitOptions PageConnections { get; set; } = new() { PerMinute = 1_200, Burst = 300, TotalPerSecond = 200 };

    public OpenPagesOptions OpenPages { get; set; } = new();
}

/// <summary>Limits for requests of one kind. A client is an IPv4 address or an IPv6 /64 network.</summary>
public sealed class ClientLimitOptions
{
    /// <summary>Sustained requests per minute from each client.</summary>
    [Between(1, 60_000)]
    public int PerMinute { get; set; } = 1;

    /// <summary>Requests that an idle client may send at once.</summary>
    [Between(1, 10_000)]
    public int Burst { get; set; } = 1;

    /// <summary>Requests per second from all clients together.</summary>
    [Between(1, 100_000)]
    public int TotalPerSecond { get; set; } = 1;
}

/// <summary>How many pages may be connected at once.</summary>
public sealed class OpenPagesOptions
{
    [Between(1, 10_000)]
    public int PerPerson { get; set; } = 50;

    [Between(1, 100_000)]
    public int Total { get; set; } = 1_000;
}
