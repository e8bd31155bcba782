using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Writes found deliveries to a CSV file, as they are read. It contains no payload.</summary>
public sealed class DeliveryExport(DeliveryFinder finder)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Columns =
        ["id", "eventId", "eventType", "webhookId", "webhook", "conversation", "status", "attempts", "lastAttemptAt", "lastStatusCode", "lastFailure", "createdAt", "test", "resendOf", "replayId"];

    // A spreadsheet would run a name such as =1+1 as a formula.
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    public async Task WriteAsync(FindQuery query, Stream output, CancellationToken cancel)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(text, Format, leaveOpen: true);
        await WriteAsync(csv, Columns);
        FoundPage page;
        do
        {
            page = await finder.FindAsync(query with { Limit = FindQuery.MaxPerPage }, cancel);
            foreach (var row in page.Rows)
            {
                await WriteAsync(csv, Values(row));
            }

            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        await csv.FlushAsync();
        await text.FlushAsync(cancel);
    }

    private static Task WriteAsync(CsvWriter csv, IEnumerable<string?> values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value);
        }

        return csv.NextRecordAsync();
    }

    private static string?[] Values(FoundDelivery row)
    {
        var delivery = row.Record.Delivery;
        return
        [
            Text(delivery.Id),
            row.Record.EventId.ToString(),
            delivery.EventType,
            delivery.SubscriptionId.ToString(),
            row.WebhookName,
            Text(row.Conversation),
            delivery.State.ToString(),
            Text(delivery.Attempts),
            Time(delivery.LastAttemptAt),
            Text(delivery.LastStatusCode),
            delivery.LastFailure?.ToString(),
            Time(delivery.CreatedAt),
            delivery.IsTest ? "true" : "false",
            Text(delivery.ResendOf),
            delivery.ReplayId?.ToString(),
        ];
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
