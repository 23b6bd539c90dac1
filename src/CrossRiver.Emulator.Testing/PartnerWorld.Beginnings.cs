using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <content>Provides the beginnings of the world: its secret, resets, snapshots, checkpoints and its end.</content>
public sealed partial class PartnerWorld
{
    /// <summary>Returns the secret that signs the partner's webhooks, in base64.</summary>
    public async Task<string> SigningSecretAsync(CancellationToken cancellationToken = default) =>
        (await _world.CallAsync("Reading the signing secret", HttpMethod.Get, "signing-secret", body: null, cancellationToken)).GetProperty("secret").GetString()!;

    /// <summary>Sets the secret that signs the partner's webhooks from the next attempt on.</summary>
    /// <param name="secret">Base64 of 16 to 256 bytes.</param>
    /// <exception cref="EmulatorException">The text is no secret.</exception>
    public Task SetSigningSecretAsync(string secret, CancellationToken cancellationToken = default) =>
        _world.CallAsync("Setting the signing secret", HttpMethod.Put, "signing-secret", new { secret }, cancellationToken);

    /// <summary>Resets the world. After the call completes, nothing sent before the reset can arrive.</summary>
    /// <param name="keep">The parts to keep. The default is registrations and scenarios.</param>
    public Task ResetAsync(Kept keep = Kept.Registrations | Kept.Scenarios, CancellationToken cancellationToken = default)
    {
        string[] kept = [.. Enum.GetValues<Kept>().Where(part => part is not Kept.None && keep.HasFlag(part)).Select(part => $"{part}")];
        return _world.CallAsync("Resetting the world", HttpMethod.Post, "reset", new { keep = kept }, cancellationToken);
    }

    /// <summary>Takes a snapshot of the whole world as soon as the world is idle.</summary>
    public async Task<WorldSnapshot> SnapshotAsync(CancellationToken cancellationToken = default) =>
        new((await _world.CallAsync("Taking a snapshot", HttpMethod.Get, "snapshot", body: null, cancellationToken)).GetRawText());

    /// <summary>Restores a snapshot of this world, taken in this emulator or in another emulator.</summary>
    /// <exception cref="EmulatorException">The snapshot is unusable. The message contains the reason.</exception>
    public Task RestoreAsync(WorldSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return _world.CallAsync("Restoring the snapshot", HttpMethod.Put, "snapshot", new TextBody(snapshot.Json, "application/json"), cancellationToken);
    }

    /// <summary>Takes a checkpoint of the world as it is now, and replaces a checkpoint of the same name. It stays in the emulator until the world ends.</summary>
    /// <param name="name">Up to 64 letters, digits, hyphens, dots or underscores, except <c>start</c>.</param>
    /// <exception cref="EmulatorException">The name is not allowed, or the world has ten checkpoints of other names.</exception>
    public Task CheckpointAsync(string name, CancellationToken cancellationToken = default) =>
        _world.CallAsync($"Taking the checkpoint '{name}'", HttpMethod.Post, CheckpointPath(name), body: null, cancellationToken);

    /// <summary>Returns the world to a checkpoint, with its clock. After the call completes, nothing sent before the return can arrive.</summary>
    /// <param name="name">The checkpoint, or <c>start</c> for the world as it began.</param>
    /// <exception cref="EmulatorException">The world has no such checkpoint.</exception>
    public Task ReturnToAsync(string name, CancellationToken cancellationToken = default) =>
        _world.CallAsync($"Returning to the checkpoint '{name}'", HttpMethod.Post, $"{CheckpointPath(name)}/return", body: null, cancellationToken);

    /// <summary>Ends the world and removes its state. After the call completes, none of its webhooks can arrive.</summary>
    public Task EndAsync(CancellationToken cancellationToken = default) =>
        _wire.CallAsync(new ControlCall("Ending the world", HttpMethod.Delete, $"partners/{PartnerId}"), cancellationToken);

    private static string CheckpointPath(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"checkpoints/{Uri.EscapeDataString(name)}";
    }
}
