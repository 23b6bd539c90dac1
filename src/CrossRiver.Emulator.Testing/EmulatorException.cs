namespace CrossRiver.Emulator.Testing;

/// <summary>What a test asked of the emulator did not come true. The message tells what the emulator knows about it.</summary>
/// <param name="message">What was asked, why it failed, and the evidence, a line each.</param>
/// <param name="innerException">What caused it, or <see langword="null"/>.</param>
public sealed class EmulatorException(string message, Exception? innerException = null) : Exception(message, innerException);
