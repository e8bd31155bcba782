using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>The documentation names log messages by their event ids.</summary>
public sealed partial class LogDocumentTests
{
    private static readonly List<LoggerMessageAttribute> Messages =
    [
        .. from type in typeof(HostRun).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           select method.GetCustomAttribute<LoggerMessageAttribute>() into message
           where message is not null
           select message,
    ];

    [Fact]
    public void An_event_id_belongs_to_one_message()
    {
        Assert.NotEmpty(Messages);
        Assert.Empty(Messages.GroupBy(message => message.EventId).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void A_message_ends_without_a_full_stop() => Assert.DoesNotContain(Messages, message => message.Message!.EndsWith('.'));

    [Fact]
    public void A_webhooks_id_has_one_name_in_all_messages() =>
        Assert.DoesNotContain(Messages, message => message.Message!.Contains("{WebhookId}", StringComparison.Ordinal));

    [Fact]
    public void A_documented_message_begins_as_written()
    {
        var rows = Row().Matches(DocumentBlock.ReadDocument("docs/operations.md"));

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(
            Messages,
            message => message.EventId == int.Parse(row.Groups["id"].Value, CultureInfo.InvariantCulture) && Value().Replace(message.Message!, "…").StartsWith(row.Groups["message"].Value, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_warning_and_error_is_documented()
    {
        var documented = Row().Matches(DocumentBlock.ReadDocument("docs/operations.md")).Select(row => int.Parse(row.Groups["id"].Value, CultureInfo.InvariantCulture));

        Assert.Equal(Messages.Where(message => message.Level is LogLevel.Warning or LogLevel.Error).Select(message => message.EventId).Order(), documented.Order());
    }

    [GeneratedRegex(@"^\| (?<id>\d{4}) \| (?<message>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Value();
}
