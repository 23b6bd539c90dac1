using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>Waits for what comes by itself, and fails when it does not.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A wait that only looks would take a whole core from what it waits for.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="meanwhile">What to do before each further look, such as to let time pass.</param>
    /// <param name="what">The condition's text, for the message.</param>
    public static Task HoldsAsync(Func<bool> condition, Action? meanwhile = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), meanwhile, what);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, Action?, string)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Action? meanwhile = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"{what}: not within {Patience.TotalSeconds} s");
            meanwhile?.Invoke();
            await Task.Delay(Pause);
        }
    }
}
