using System.Globalization;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>A number of bytes with a unit. A kilobyte has 1,024 bytes.</summary>
public static class ByteSize
{
    public const string Expected = "a whole number and a unit: MB, GB or TB, for example 20GB";

    private static readonly (string Unit, long Bytes)[] Units = [("TB", 1L << 40), ("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10)];

    /// <summary>Reads a size such as <c>20GB</c>; null if it is not <see cref="Expected"/>.</summary>
    public static long? Parse(string text)
    {
        var trimmed = text.Trim();
        foreach (var (unit, bytes) in Units.Where(unit => unit.Unit != "KB"))
        {
            if (trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && long.TryParse(trimmed.AsSpan(0, trimmed.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= long.MaxValue / bytes)
            {
                return number * bytes;
            }
        }

        return null;
    }

    /// <summary>A size for people, for example <c>1.5 GB</c>.</summary>
    public static string Format(long bytes)
    {
        foreach (var (unit, size) in Units)
        {
            if (Math.Abs(bytes) >= size)
            {
                var number = (double)bytes / size;
                return string.Create(CultureInfo.InvariantCulture, $"{number.ToString(Math.Abs(number) >= 100 ? "N0" : "0.#", CultureInfo.InvariantCulture)} {unit}");
            }
        }

        return bytes == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
    }
}
