using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Audit;

public sealed class AuditExportTests : StoreTest
{
    private static readonly AuditTarget Target = AuditTarget.Webhook(Guid.Parse("33333333-3333-4333-8333-333333333333"), "=HYPERLINK(\"http://evil.example\")\nBilling, \"new\"");

    private AuditExport Export => Store.Service<AuditExport>();

    [Fact]
    public async Task Csv_has_a_header_and_a_line_for_each_row_and_no_formulas()
    {
        await Store.AuditAsync(Target, new Activity.Created(IsDisabled: false), new Activity.SecretRotated(60));

        var text = await WriteAsync(Export.WriteCsvAsync);

        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(["id", "at", "actorKind", "actorId", "actorName", "address", "action", "targetKind", "targetId", "targetName", "detail"], rows[0].Keys);
        Assert.Equal(["SecretRotated", "WebhookCreated"], rows.Select(row => row["action"]));
        Assert.Equal(
            ["2", "2026-03-01T12:00:00.000Z", "Person", $"{Actors.Administrator.Id}", "Ada", "", "SecretRotated", "Webhook", $"{Target.Id}", "'" + Target.Name, """{"overlapSeconds":60}"""],
            rows[0].Values);
    }

    [Fact]
    public async Task Ndjson_has_one_object_per_line()
    {
        await Store.AuditAsync(Target, new Activity.Created(IsDisabled: false), new Activity.SecretRotated(60));

        var lines = (await WriteAsync(Export.WriteNdjsonAsync)).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal([2, 1], lines.Select(line => line.GetProperty("id").GetInt64()));
        Assert.Equal((Target.Name, 60), (lines[0].GetProperty("targetName").GetString(), lines[0].GetProperty("detail").GetProperty("overlapSeconds").GetInt32()));
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("detail").ValueKind);
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("address").ValueKind);
    }

    [Theory]
    [InlineData(AuditExport.Csv)]
    [InlineData(AuditExport.Ndjson)]
    public async Task Rows_are_written_while_later_ones_are_not_read_yet(string format)
    {
        const int Rows = 20_000;
        await Store.AuditAsync(Target, Enumerable.Repeat(new Activity.SecretRevealed(), Rows));
        using var output = new Counted();

        await (format is AuditExport.Csv ? Export.WriteCsvAsync(new AuditQuery(), output, Cancel) : Export.WriteNdjsonAsync(new AuditQuery(), output, Cancel));

        // Rows are about 200 bytes, and a batch of the store has 1,000.
        Assert.InRange(output.Bytes, Rows * 100, Rows * 500);
        Assert.True(output.Largest < 1_000 * 500, $"{output.Largest} bytes at once");
    }

    [Fact]
    public async Task An_export_is_recorded_before_it_begins_and_only_administrators_can()
    {
        Assert.False(await Export.BeginAsync(Actors.Support, AuditExport.Csv, Cancel));
        Assert.Empty(await Store.AuditedAsync());

        Assert.True(await Export.BeginAsync(Actors.Administrator, AuditExport.Csv, Cancel));

        Assert.Equal(new Activity.AuditExported("CSV"), Assert.Single(await Store.AuditedAsync()).Activity);
    }

    private static async Task<string> WriteAsync(Func<AuditQuery, Stream, CancellationToken, Task> write)
    {
        using var output = new MemoryStream();
        await write(new AuditQuery(), output, Cancel);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Counts what is written, and accepts only asynchronous writes, like a response.</summary>
    private sealed class Counted : Stream
    {
        public long Bytes { get; private set; }

        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Bytes += buffer.Length;
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
