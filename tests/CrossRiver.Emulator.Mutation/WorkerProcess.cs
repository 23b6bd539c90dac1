using System.Diagnostics;
using System.Text.Json;

namespace CrossRiver.Emulator.Mutation;

/// <summary>Represents the process of a worker. It is restarted after a crash, a timeout, or many mutants.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // What tests leave behind in a process grows: timers, sockets, and whatever a mutant broke.
    private const int MostRequests = 2000;

    private Process? _process;
    private int _requests;

    /// <summary>Sends a request, and returns the answer.</summary>
    /// <exception cref="TimeoutException">The answer did not come in time.</exception>
    /// <exception cref="EndOfStreamException">The process ended.</exception>
    public async Task<Answer> AskAsync(Request request, TimeSpan timeout)
    {
        if (_process is null || ++_requests > MostRequests)
        {
            Restart();
        }

        try
        {
            await _process!.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await _process.StandardInput.FlushAsync();
            var answer = JsonSerializer.Deserialize<Answer>(await _process.StandardOutput.ReadLineAsync().WaitAsync(timeout) ?? throw new EndOfStreamException())!;
            return answer.Defect is { } defect ? throw new InvalidOperationException(defect) : answer;
        }
        catch (Exception exception) when (exception is TimeoutException or IOException)
        {
            Dispose();
            throw exception is TimeoutException ? exception : new EndOfStreamException("The worker has ended.", exception);
        }
    }

    /// <summary>Lets the next request start a process that has run nothing before.</summary>
    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private void Restart()
    {
        Dispose();
        _requests = 0;
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["worker"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }
}
