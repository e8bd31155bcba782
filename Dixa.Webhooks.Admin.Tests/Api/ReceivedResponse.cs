using System.Net;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The response of an operation.</summary>
public sealed record ReceivedResponse(HttpStatusCode Status, string Text, TimeSpan? RetryAfter)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public JsonElement Data => Json.GetProperty("data");

    /// <summary>The message of an error, which has no other members.</summary>
    public string Message
    {
        get
        {
            Assert.Equal("message", Assert.Single(Json.EnumerateObject().Select(member => member.Name)));
            return Json.GetProperty("message").GetString()!;
        }
    }

    public ReceivedResponse Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }
}
