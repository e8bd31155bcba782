using System.Globalization;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>How cases are called in the table.</summary>
internal static class Words
{
    public static string Webhooks(int count) => count == 1 ? "1 webhook" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} webhooks");
}
