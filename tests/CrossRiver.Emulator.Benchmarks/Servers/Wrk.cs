using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>Runs wrk with one thread, because the server needs a core, and 32 connections.</summary>
internal static class Wrk
{
    private static readonly TimeSpan PatienceBeyondTheLoad = TimeSpan.FromSeconds(15);

    /// <summary>GETs a URL as often as it can.</summary>
    public static Task<WrkResult> GetAsync(Uri url, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(url, duration, [], cancellationToken);

    /// <summary>GETs the paths of a file, one after another, as often as it can.</summary>
    public static Task<WrkResult> GetAllAsync(Uri server, string fileOfPaths, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(server, duration, ["--", "paths", fileOfPaths], cancellationToken);

    /// <summary>POSTs a body as often as it can.</summary>
    public static Task<WrkResult> PostSameAsync(Uri url, string body, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(url, duration, ["--", "same", body], cancellationToken);

    /// <summary>Makes customers, as many as it can.</summary>
    /// <param name="url">Where customers are made.</param>
    /// <param name="firstNumber">The first customer's number; the others follow.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static Task<WrkResult> PostAsync(Uri url, int firstNumber, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(url, duration, ["--", CreateBody.Template, firstNumber.ToString(CultureInfo.InvariantCulture)], cancellationToken);

    /// <summary>Makes customers at a steady rate: each is asked for at its time as long as one of the connections is free.</summary>
    public static Task<WrkResult> PostSteadilyAsync(Uri url, int firstNumber, double perSecond, TimeSpan duration, CancellationToken cancellationToken) => RunAsync(
        url,
        duration,
        ["--", CreateBody.Template, firstNumber.ToString(CultureInfo.InvariantCulture), perSecond.ToString(CultureInfo.InvariantCulture)],
        cancellationToken);

    private static async Task<WrkResult> RunAsync(Uri url, TimeSpan duration, string[] scriptArguments, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(duration + PatienceBeyondTheLoad);

        using var process = Start(url, duration, scriptArguments);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);

            return ResultIn(output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MeasurementException($"wrk did not end within {(duration + PatienceBeyondTheLoad).TotalSeconds} s");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(Uri url, TimeSpan duration, string[] scriptArguments)
    {
        string[] arguments =
        [
            "-t1",
            "-c32",
            string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds}s"),
            "-s",
            Path.Combine(AppContext.BaseDirectory, "load.lua"),
            url.AbsoluteUri,
            .. scriptArguments,
        ];

        return Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static WrkResult ResultIn(string output)
    {
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new MeasurementException($"wrk gave no result: {output}");

        return JsonSerializer.Deserialize<WrkResult>(line, JsonSerializerOptions.Web)!;
    }
}

/// <summary>What came of a load.</summary>
/// <param name="Requests">How many requests were answered.</param>
/// <param name="DurationMicroseconds">How long the load lasted.</param>
/// <param name="P50Microseconds">Half of the requests took no longer.</param>
/// <param name="P99Microseconds">99 of 100 requests took no longer.</param>
/// <param name="Failed">How many requests got no answer, or one that was not 2xx or 3xx.</param>
internal sealed record WrkResult(long Requests, long DurationMicroseconds, double P50Microseconds, double P99Microseconds, long Failed)
{
    public double RequestsPerSecond => Requests / TimeSpan.FromMicroseconds(DurationMicroseconds).TotalSeconds;

    public double P50Milliseconds => TimeSpan.FromMicroseconds(P50Microseconds).TotalMilliseconds;

    public double P99Milliseconds => TimeSpan.FromMicroseconds(P99Microseconds).TotalMilliseconds;
}
