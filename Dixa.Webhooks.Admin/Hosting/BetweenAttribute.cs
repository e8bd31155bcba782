using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Limits a setting to a range, and says so in its message.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute : RangeAttribute
{
    public BetweenAttribute(int min, int max)
        : base(min, max) => ErrorMessage = $"must be between {min} and {max}.";

    /// <summary>A range of time spans, in the notation of the settings.</summary>
    public BetweenAttribute(string min, string max)
        : base(typeof(TimeSpan), min, max) => (ErrorMessage, ParseLimitsInInvariantCulture) = ($"must be between {min} and {max}.", true);
}
