using System.Globalization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>How many rows a page of a list has, as text in the URL. The default is left out, and unknown values mean the default.</summary>
public static class PageSize
{
    public const string Name = "size";
    public const int Default = 25;

    public static IReadOnlyList<int> All { get; } = [Default, 50, 100];

    public static int Read(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && All.Contains(size) ? size : Default;

    public static string? Write(int size) => size == Default ? null : size.ToString(CultureInfo.InvariantCulture);
}
