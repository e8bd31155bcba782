using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>How long the history is kept: section <c>Retention</c>.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    public const string Section = "Retention";

    private const int MaxDays = 36_500;
    private const long MinSize = 100L << 20;

    /// <summary>Final deliveries that are older are purged, with their attempts and events. 0 keeps everything.</summary>
    [Between(0, MaxDays)]
    public int Days { get; set; } = 30;

    /// <summary>This many of the newest deliveries of each webhook and event type stay, however old they are. 0 turns that off.</summary>
    [Between(0, 100_000)]
    public int KeepPerEventType { get; set; } = 50;

    /// <summary>Payloads and responses that are older are removed, while the records of the deliveries stay. 0 keeps them as long as the deliveries.</summary>
    [Between(0, MaxDays)]
    public int PayloadDays { get; set; }

    /// <summary>While the store is larger, the oldest final deliveries are purged; for example <c>20GB</c>. Empty for no limit.</summary>
    public string MaxSize { get; set; } = "";

    /// <summary>Hourly statistics that are older are purged. 0 keeps everything.</summary>
    [Between(0, MaxDays)]
    public int StatisticsDays { get; set; } = 400;

    /// <summary>Rows of the audit log that are older are purged. 0 keeps everything.</summary>
    [Between(0, MaxDays)]
    public int AuditDays { get; set; }

    internal TimeSpan? KeepAudit => OrNull(AuditDays);

    /// <summary>How often the purge runs.</summary>
    [CronInterval]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    internal RetentionRule Rule => new(OrNull(Days), KeepPerEventType, OrNull(StatisticsDays)) { PayloadMaxAge = OrNull(PayloadDays), MaxBytes = MaxSize.Length == 0 ? null : ByteSize.Parse(MaxSize) };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Days > 0 && PayloadDays > Days)
        {
            yield return new ValidationResult($"must be at most {Section}:{nameof(Days)}, which is {Days}, because payloads are purged with their deliveries.", [nameof(PayloadDays)]);
        }

        if (MaxSize.Length > 0 && ByteSize.Parse(MaxSize) is null or < MinSize)
        {
            yield return new ValidationResult($"is \"{MaxSize}\". It must be {ByteSize.Expected}, and at least {ByteSize.Format(MinSize)}. Leave it empty for no limit.", [nameof(MaxSize)]);
        }
    }

    private static TimeSpan? OrNull(int days) => days == 0 ? null : TimeSpan.FromDays(days);
}
