using System.Text;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class PublishCommandTests
{
    private const string BaseUrl = "https://webhooks.example.com/hooks/";

    public static TheoryData<string> Types { get; } = [.. EventCatalogue.All.Select(type => type.Fqn)];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_intake_accepts_the_body_of_each_event_type(string fqn)
    {
        var body = Body().Match(PublishCommand.Of(BaseUrl, "token", fqn)).Groups[1].Value.Replace(@"'\''", "'", StringComparison.Ordinal);

        var read = EventReader.Read(Encoding.UTF8.GetBytes(body), new Organization(Guid.NewGuid(), "Dixa"), IngestValidation.Strict, TimeProvider.System.GetUtcNow(), out var rejection);

        Assert.Null(rejection);
        Assert.Equal(fqn, Assert.Single(read!.Events).EventType);
    }

    [Theory]
    [InlineData("dixa_secret", "Bearer dixa_secret'")]
    [InlineData(null, "Bearer <token>'")]
    public void The_token_is_in_it_or_has_a_place(string? token, string header)
    {
        var command = PublishCommand.Of(BaseUrl, token);

        Assert.Contains(header, command, StringComparison.Ordinal);
        Assert.StartsWith("curl -i 'https://webhooks.example.com/hooks/v1/events' \\\n", command, StringComparison.Ordinal);
        Assert.Contains("CONVERSATION_CREATED", command, StringComparison.Ordinal);
    }

    [GeneratedRegex("-d '(.*)'$", RegexOptions.Singleline)]
    private static partial Regex Body();
}
