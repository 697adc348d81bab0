using MethodBot.Conversations.Health;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MethodBot.Host.Observability;

/// <summary>Hands measurements and traces to a collector by OTLP over HTTP, where the settings name one (<c>Telemetry:OtlpEndpoint</c>); otherwise nothing is gathered.</summary>
internal sealed class TelemetryExport : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private TelemetryExport(Uri endpoint)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("methodbot");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Telemetry.Name)
            .AddOtlpExporter(options => Configure(options, new Uri(endpoint, "v1/traces"))).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Telemetry.Name).AddMeter("System.Runtime")
            .AddOtlpExporter(options => Configure(options, new Uri(endpoint, "v1/metrics"))).Build();
    }

    /// <param name="endpoint">For example <c>http://127.0.0.1:4318</c>; null gathers nothing.</param>
    public static TelemetryExport? Start(Uri? endpoint) => endpoint is null ? null : new TelemetryExport(new Uri(endpoint.OriginalString.TrimEnd('/') + "/"));

    // What is gathered leaves before the end.
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void Configure(OtlpExporterOptions options, Uri address)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = address;
        options.TimeoutMilliseconds = 3000;
    }
}
