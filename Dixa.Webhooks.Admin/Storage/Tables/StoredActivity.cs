using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Who did what to a webhook, and when. It is stored in the same transaction as the change.</summary>
public sealed class StoredActivity
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The member that only the data of <see cref="Activity.Described"/> has, and that old texts were migrated to.</summary>
    private static readonly string DescribedText = JsonNamingPolicy.CamelCase.ConvertName(nameof(Activity.Described.Text));

    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    /// <summary>The actor's name at the time of the activity.</summary>
    public required string ActorName { get; init; }

    public ActivityKind Kind { get; init; }

    /// <summary>What varies with the kind, as JSON; null if there is nothing. Never contains a secret or a header value.</summary>
    public string? Data { get; init; }

    public static StoredActivity Of(Guid subscriptionId, Activity activity, Actor by, DateTimeOffset now) => new()
    {
        SubscriptionId = subscriptionId,
        At = now,
        ActorId = by.Id,
        ActorName = by.Name,
        Kind = activity.Kind,
        Data = Write(activity),
    };

    public static Activity Read(ActivityKind kind, string? data)
    {
        using var document = JsonDocument.Parse(data ?? "{}");
        var members = document.RootElement;
        return kind switch
        {
            _ when members.TryGetProperty(DescribedText, out var text) => new Activity.Described(kind, text.GetString()!),
            ActivityKind.Created => Read<Activity.Created>(members),
            ActivityKind.Changed => Read<Activity.Changed>(members),
            ActivityKind.Enabled => new Activity.Enabled(),
            ActivityKind.Disabled => new Activity.Disabled(),
            ActivityKind.AutoDisabled => Read<Activity.AutoDisabled>(members),
            ActivityKind.SecretRevealed => new Activity.SecretRevealed(),
            ActivityKind.SecretRotated => Read<Activity.SecretRotated>(members),
            ActivityKind.OldSecretEnded => new Activity.OldSecretEnded(),
            ActivityKind.Resent => Read<Activity.Resent>(members),
            ActivityKind.ResentFailed => Read<Activity.ResentFailed>(members),
            ActivityKind.TestSent => Read<Activity.TestSent>(members),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private static string? Write(Activity activity) => JsonSerializer.Serialize(activity, activity.GetType(), Json) is var text && text is "{}" ? null : text;

    private static Activity Read<T>(JsonElement members)
        where T : Activity => members.Deserialize<T>(Json)!;
}
