namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Settings or options of the command line are invalid. The message has one line for each, with its key and what is allowed.</summary>
public sealed class InvalidSettingsException(IEnumerable<string> errors) : Exception(string.Join(Environment.NewLine, errors));
