using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Reads the settings in force: every known setting with its value and its default. Secrets are masked.</summary>
internal static class SettingsInForce
{
    private const string PathBeforeHost = "://";

    /// <summary>The keys of connection strings whose values are secret. Their names ignore case and spaces.</summary>
    private static readonly string[] CredentialKeys = ["password", "pwd", "sslpassword", "passfile"];

    public static SettingList Read(IConfiguration configuration)
    {
        var secrets = new List<string>();
        return new SettingList(
            [
                .. from known in SettingsCheck.Known
                   let defaults = Activator.CreateInstance(known.Options)!
                   let values = configuration.GetSection(known.Section).Get(known.Options) ?? defaults
                   from setting in Of(known.Section, known.Section, values, defaults, secrets)
                   select setting,
            ],
            secrets);
    }

    private static IEnumerable<SettingInForce> Of(string section, string path, object values, object defaults, List<string> secrets)
    {
        foreach (var property in SettingsCheck.Settings(values.GetType()))
        {
            var name = $"{path}:{property.Name}";
            var (value, usual) = (property.GetValue(values), property.GetValue(defaults));
            if (SettingsCheck.IsGroup(property.PropertyType))
            {
                foreach (var setting in Of(section, name, value!, usual!, secrets))
                {
                    yield return setting;
                }
            }
            else
            {
                var (text, standard) = (Text(value), Text(usual));
                var secret = property.GetCustomAttribute<SecretAttribute>();
                yield return new SettingInForce(section, name, Masked(text, secret, secrets), standard, secret is not null, text != standard);
            }
        }
    }

    private static string Masked(string value, SecretAttribute? secret, List<string> secrets)
    {
        if (value.Length == 0)
        {
            return value;
        }

        if (secret is { IsConnectionString: true })
        {
            return WithoutCredentials(value, secrets);
        }

        if (secret is not null)
        {
            secrets.Add(value);
            return Mask.Text;
        }

        return WithoutUserInfo(value, secrets);
    }

    /// <summary>A connection string without its passwords.</summary>
    internal static string WithoutCredentials(string connectionString, List<string> secrets)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // It cannot be read, so where its password is cannot be told either.
            secrets.Add(connectionString);
            return Mask.Text;
        }

        foreach (var key in parts.Keys.Cast<string>().Where(key => CredentialKeys.Contains(key.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)).ToList())
        {
            secrets.Add((string)parts[key]);
            parts[key] = Mask.Text;
        }

        return parts.Keys.Count == 0 || !parts.ConnectionString.Contains(Mask.Text, StringComparison.Ordinal) ? connectionString : parts.ConnectionString;
    }

    /// <summary>A URL without the password in it.</summary>
    private static string WithoutUserInfo(string value, List<string> secrets)
    {
        if (!value.Contains(PathBeforeHost, StringComparison.Ordinal) || !Uri.TryCreate(value, UriKind.Absolute, out var url) || url.UserInfo.Length == 0)
        {
            return value;
        }

        secrets.Add(url.UserInfo);
        return value.Replace(url.UserInfo, Mask.Text, StringComparison.Ordinal);
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Text)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
