namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Text in commands for a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>Quotes any text as one word. Between single quotes only the single quote itself is special.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
