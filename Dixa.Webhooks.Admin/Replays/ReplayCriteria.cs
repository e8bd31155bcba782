using System.Text.Json;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>What a replay sends, as its bulk action stores it.</summary>
/// <param name="Since">The start of the time span that was asked for.</param>
/// <param name="Until">The end of the time span; null if it ended when the replay was started.</param>
/// <param name="Types">The wire names of the event types.</param>
/// <param name="LastKey">The last event that existed at the start. Later ones are not sent.</param>
public sealed record ReplayCriteria(DateTimeOffset Since, DateTimeOffset? Until, IReadOnlyList<string> Types, long LastKey)
{
    internal string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static ReplayCriteria Read(string text) => JsonSerializer.Deserialize<ReplayCriteria>(text, JsonSerializerOptions.Web)!;
}
