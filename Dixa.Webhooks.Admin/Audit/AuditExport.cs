using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>Writes the audit log to a file for administrators. Rows are written as they are read, so a million rows need no more memory than a thousand.</summary>
public sealed class AuditExport(AuditLog log, AuditSearch search)
{
    public const string Csv = "CSV";
    public const string Ndjson = "NDJSON";

    private const int FlushedRows = 500;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Columns =
        ["id", "at", "actorKind", "actorId", "actorName", "address", "action", "targetKind", "targetId", "targetName", "detail"];

    private static readonly byte[] LineFeed = [(byte)'\n'];

    // A spreadsheet would run a name such as =1+1 as a formula.
    private static readonly CsvConfiguration CsvFormat = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    /// <summary>Records the export, so that no one reads the whole log without a trace. Call it before the first byte is written.</summary>
    /// <returns>False if the actor is not an administrator.</returns>
    public async Task<bool> BeginAsync(Actor actor, string format, CancellationToken cancel)
    {
        if (actor.MayManage)
        {
            await log.RecordAsync(actor, AuditTarget.AuditLog, new Activity.AuditExported(format), cancel);
        }

        return actor.MayManage;
    }

    public async Task WriteCsvAsync(AuditQuery query, Stream output, CancellationToken cancel)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(text, CsvFormat, leaveOpen: true);
        foreach (var column in Columns)
        {
            csv.WriteField(column);
        }

        await csv.NextRecordAsync();
        await foreach (var row in search.ReadAllAsync(query, cancel))
        {
            foreach (var value in Values(row))
            {
                csv.WriteField(value);
            }

            await csv.NextRecordAsync();
        }

        await csv.FlushAsync();
        await text.FlushAsync(cancel);
    }

    public async Task WriteNdjsonAsync(AuditQuery query, Stream output, CancellationToken cancel)
    {
        var rows = 0;
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await foreach (var row in search.ReadAllAsync(query, cancel))
        {
            Write(json, row);
            await json.FlushAsync(cancel);
            json.Reset();
            buffer.Write(LineFeed);
            if (++rows % FlushedRows == 0)
            {
                await MoveAsync(buffer, output, cancel);
            }
        }

        await MoveAsync(buffer, output, cancel);
    }

    private static async Task MoveAsync(MemoryStream buffer, Stream output, CancellationToken cancel)
    {
        buffer.Position = 0;
        await buffer.CopyToAsync(output, cancel);
        buffer.SetLength(0);
    }

    private static string?[] Values(AuditEntry row) =>
    [
        row.Id.ToString(CultureInfo.InvariantCulture),
        Time(row.At),
        row.ActorKind.ToString(),
        row.ActorId?.ToString(),
        row.ActorName,
        row.Address,
        row.Action.ToString(),
        row.Target?.Kind.ToString(),
        row.Target?.Id?.ToString(),
        row.Target?.Name,
        row.Data,
    ];

    private static void Write(Utf8JsonWriter json, AuditEntry row)
    {
        var values = Values(row);
        json.WriteStartObject();
        json.WriteNumber(Columns[0], row.Id);
        for (var i = 1; i < Columns.Length - 1; i++)
        {
            json.WriteString(Columns[i], values[i]);
        }

        json.WritePropertyName(Columns[^1]);
        if (row.Data is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(row.Data);
        }

        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
