using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Whether an emulator elsewhere can be used, which may just be starting.</summary>
/// <param name="wire">The emulator.</param>
internal sealed class Readiness(Wire wire)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Completes when it can be used.</summary>
    /// <param name="within">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmulatorException">It is not so in time; the message tells why.</exception>
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
            throw new EmulatorException(string.Create(CultureInfo.InvariantCulture, $"The emulator at {wire.BaseAddress} is not ready after {within.TotalSeconds:0.###} s: {reason}"));
        }
    }

    private async Task<string?> FindWhyNotAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await wire.TryAsync(new ControlCall("Asking whether it is ready", HttpMethod.Get, "ready"), cancellationToken);
            return answer switch
            {
                { IsSuccess: true } => null,
                { Status: HttpStatusCode.ServiceUnavailable, Json: { ValueKind: JsonValueKind.Object } json } when json.TryGetProperty("status", out var status) => $"it is {status}",
                _ => $"it answers {(int)answer.Status}, as no emulator does",
            };
        }
        catch (EmulatorException exception)
        {
            return exception.InnerException?.Message ?? exception.Message;
        }
    }
}
