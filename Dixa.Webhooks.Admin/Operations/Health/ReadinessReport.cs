using System.Text.Json;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>The result of the checks: names and whether they passed. No reasons, because anyone can read it; they are in the log.</summary>
internal sealed class ReadinessReport(IReadOnlyList<KeyValuePair<string, bool>> checks)
{
    public IReadOnlyList<KeyValuePair<string, bool>> Checks => checks;

    public bool IsReady => checks.All(check => check.Value);

    public IEnumerable<string> Failed => checks.Where(check => !check.Value).Select(check => check.Key);

    /// <summary>Written once for all who ask.</summary>
    public byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(new
    {
        status = Word(checks.All(check => check.Value)),
        checks = checks.ToDictionary(check => check.Key, check => Word(check.Value)),
    });

    private static string Word(bool passed) => passed ? "ok" : "failed";
}
