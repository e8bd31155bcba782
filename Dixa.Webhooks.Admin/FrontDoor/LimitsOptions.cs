using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>How much of the application clients may use: section <c>Limits</c>. Each process counts for itself.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    public OpenPagesOptions OpenPages { get; set; } = new();
}

/// <summary>How many pages of the screens may be connected at once.</summary>
public sealed class OpenPagesOptions
{
    [Range(1, 10_000, ErrorMessage = "Must be between 1 and 10000.")]
    public int PerPerson { get; set; } = 50;

    [Range(1, 100_000, ErrorMessage = "Must be between 1 and 100000.")]
    public int Total { get; set; } = 1_000;
}
