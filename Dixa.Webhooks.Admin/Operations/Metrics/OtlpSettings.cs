namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>
/// What to export with OTLP, from the variables of OpenTelemetry: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/. The SDK
/// reads the others itself, such as headers and protocol.
/// </summary>
/// <param name="Metrics">Metrics have an endpoint and are not turned off.</param>
/// <param name="Traces">The same for traces.</param>
internal sealed record OtlpSettings(bool Metrics, bool Traces)
{
    public static OtlpSettings Read(IConfiguration configuration)
    {
        return bool.TryParse(configuration["OTEL_SDK_DISABLED"], out var isOff) && isOff ? new(false, false) : new(IsOn("METRICS"), IsOn("TRACES"));

        bool IsOn(string signal) =>
            (Has("OTEL_EXPORTER_OTLP_ENDPOINT") || Has($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"))
            && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);

        bool Has(string key) => configuration[key] is { Length: > 0 };
    }
}
