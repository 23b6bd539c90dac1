using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Provides the wait for an emulator at an address, which may still be starting.</summary>
internal sealed class Readiness(Wire wire)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the emulator is ready.</summary>
    /// <exception cref="EmulatorException">The emulator is not ready in time. The message contains the last reason.</exception>
    public async Task WaitAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        var reason = "it does not answer";
        try
        {
            while (await FindWhyNotAsync(limit.Token) is { } found)
            {
                reason = found;
                await Task.Delay(BetweenLooks, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var limitText = within.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            throw new EmulatorException($"The emulator at {wire.BaseAddress} is not ready after {limitText} s: {reason}");
        }
    }

    private async Task<string?> FindWhyNotAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await wire.TryAsync(new ControlCall("Checking whether it is ready", HttpMethod.Get, "ready"), cancellationToken);
            return answer switch
            {
                { IsSuccess: true } => null,
                { Status: HttpStatusCode.ServiceUnavailable, Json.ValueKind: JsonValueKind.Object } when answer.Json.TryGetProperty("status", out var status) =>
                    $"it is {status}",
                _ => $"it answered {(int)answer.Status}, so it is not an emulator",
            };
        }
        catch (EmulatorException exception)
        {
            return exception.InnerException?.Message ?? exception.Message;
        }
    }
}
