using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>How much of the application clients may use: section <c>Limits</c>. Each process counts for itself.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Forms that anyone can send: sign-in and setup.</summary>
    public ClientLimitOptions SignIn { get; set; } = new() { PerMinute = 20, Burst = 20, TotalPerSecond = 20 };

    /// <summary>Requests to the sandbox from other machines.</summary>
    public ClientLimitOptions Sandbox { get; set; } = new() { PerMinute = 6_000, Burst = 500, TotalPerSecond = 500 };

    /// <summary>New connections of the screens' pages. After a restart every open page makes one.</summary>
    public ClientLimitOptions PageConnections { get; set; } = new() { PerMinute = 1_200, Burst = 300, TotalPerSecond = 200 };

    public OpenPagesOptions OpenPages { get; set; } = new();
}

/// <summary>How many requests of one kind are taken. A client is an IPv4 address or an IPv6 network of 64 bits.</summary>
public sealed class ClientLimitOptions
{
    /// <summary>From each client over time.</summary>
    [Range(1, 60_000, ErrorMessage = "must be between 1 and 60000.")]
    public int PerMinute { get; set; } = 1;

    /// <summary>From each client at once after a rest.</summary>
    [Range(1, 10_000, ErrorMessage = "must be between 1 and 10000.")]
    public int Burst { get; set; } = 1;

    /// <summary>From all clients together.</summary>
    [Range(1, 100_000, ErrorMessage = "must be between 1 and 100000.")]
    public int TotalPerSecond { get; set; } = 1;
}

/// <summary>How many pages of the screens may be connected at once.</summary>
public sealed class OpenPagesOptions
{
    [Range(1, 10_000, ErrorMessage = "must be between 1 and 10000.")]
    public int PerPerson { get; set; } = 50;

    [Range(1, 100_000, ErrorMessage = "must be between 1 and 100000.")]
    public int Total { get; set; } = 1_000;
}
