using Dixa.Webhooks.Admin.Support;
using FsCheck.Fluent;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The same data end to end: through the database and the lane to an endpoint.</summary>
public class ByteForByteDeliveryTests : DispatchTest
{
    [Fact]
    public async Task Accepted_data_arrives_byte_for_byte()
    {
        await using var receiver = await Receiver.StartAsync();
        await AddWebhookAsync(receiver.Url.ToString());
        var published = RandomData.Allowed("CONVERSATION_CREATED").Sample(100).Select(data => data.Json).ToList();

        foreach (var data in published)
        {
            await PublishAsync(data: data);
        }

        await RunAsync();

        var arrived = receiver.Requests.Select(request => request.Text[(request.Text.IndexOf(",\"data\":", StringComparison.Ordinal) + ",\"data\":".Length)..^1]);
        Assert.Equal(published.Order(StringComparer.Ordinal), arrived.Order(StringComparer.Ordinal));
    }
}

[OnPostgres]
public sealed class ByteForByteDeliveryTestsOnPostgres : ByteForByteDeliveryTests;
