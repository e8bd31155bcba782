using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A command for a POSIX shell that publishes the sample of an event.</summary>
public static class PublishCommand
{
    public const string TokenPlace = "<token>";

    /// <param name="baseUrl">The address of the application in the browser, with a slash at its end.</param>
    /// <param name="token">A token that was just created; null leaves a place for it.</param>
    /// <param name="eventType">The wire name; null or an unknown name means the first one of the catalogue.</param>
    public static string Of(string baseUrl, string? token, string? eventType = null)
    {
        var type = EventCatalogue.TryFind(eventType, out var known) ? known : EventCatalogue.All[0];
        var body = $$"""{"event_fqn":"{{type.Fqn}}","data":{{Encoding.UTF8.GetString(type.Data.Sample.Span)}}}""";
        return string.Join(
            " \\\n  ",
            $"curl -i {ShellWord.Quote(baseUrl.TrimEnd('/') + AppRoutes.Events)}",
            $"-H {ShellWord.Quote($"Authorization: Bearer {token ?? TokenPlace}")}",
            $"-H {ShellWord.Quote("Content-Type: application/json")}",
            $"-d {ShellWord.Quote(body)}");
    }
}
