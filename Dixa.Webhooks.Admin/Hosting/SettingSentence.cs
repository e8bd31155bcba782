using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>An error that is a sentence of its own. Other errors of settings continue the setting's key: "must be …".</summary>
public sealed class SettingSentence(string sentence, string setting) : ValidationResult(sentence, [setting]);
