using System.Globalization;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Texts for the table.</summary>
internal static class Words
{
    public static string Webhooks(int count) => count == 1 ? "1 webhook" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} webhooks");
}
