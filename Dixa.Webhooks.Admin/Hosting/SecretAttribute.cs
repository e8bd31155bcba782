namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Marks a setting that is never shown: its value is a secret, or it has one in it, such as the password of a connection string. It can be given as the
/// name of a file that contains it, under the setting's name with <c>_FILE</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>The value is a connection string, of which only the credentials are secret.</summary>
    public bool IsConnectionString { get; init; }
}
