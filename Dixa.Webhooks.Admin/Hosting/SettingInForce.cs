namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>A setting of this process.</summary>
/// <param name="Section">The section, for example <c>Dispatch</c>.</param>
/// <param name="Name">The whole key, for example <c>Dispatch:RetryDelay</c>.</param>
/// <param name="Value">The value in the notation of the settings, empty if there is none. Secrets are masked.</param>
/// <param name="Default">The default in the same notation.</param>
/// <param name="IsSecret">Whether the value is masked.</param>
/// <param name="Differs">Whether the value differs from the default.</param>
public sealed record SettingInForce(string Section, string Name, string Value, string Default, bool IsSecret, bool Differs);

/// <summary>Every setting of this process, in the order of the documentation.</summary>
/// <param name="All">The settings, masked.</param>
/// <param name="SecretValues">The values that were masked, so that they can be masked elsewhere too. Never show or log them.</param>
public sealed record SettingList(IReadOnlyList<SettingInForce> All, IReadOnlyList<string> SecretValues);
