using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>A call of the control API changed the world, or the scenario files changed.</summary>
internal sealed class ControlEntry : JournalEntry
{
    public ControlEntry() => By = EntryCause.Tester;

    public override string Kind => "control";

    /// <summary>The change, in words.</summary>
    public required string What { get; init; }

    /// <summary>The webhook as the bank sends it, or null unless a tester has edited it.</summary>
    public JournaledWebhook? Before { get; init; }

    /// <summary>The webhook as the tester has edited it, or null.</summary>
    public JournaledWebhook? After { get; init; }

    public override int EstimateBytes() => BytesOfFields + BytesOf(What) + (Before?.EstimateBytes() ?? 0) + (After?.EstimateBytes() ?? 0);
}

/// <summary>A webhook in a journal.</summary>
/// <param name="Body">The body, if it is JSON: its first 4 KB, without secrets.</param>
/// <param name="BodyBytes">The size of the body in bytes.</param>
/// <param name="Headers">The edited headers without secrets, null for a header that is not sent; or null if there are none.</param>
internal sealed record JournaledWebhook(JsonElement? Body, int BodyBytes, IReadOnlyDictionary<string, string?>? Headers)
{
    private const int BytesOfFields = 100;

    public int EstimateBytes() =>
        BytesOfFields + (Body is { } body ? JsonMarshal.GetRawUtf8Value(body).Length : 0) + (Headers?.Sum(header => 100 + (2 * (header.Key.Length + (header.Value?.Length ?? 0)))) ?? 0);
}
