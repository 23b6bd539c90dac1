namespace CrossRiver.Emulator.Testing;

/// <summary>Represents a request of a test that the emulator did not fulfill.</summary>
/// <param name="message">The request, the reason of the failure, and the evidence, one line each.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class EmulatorException(string message, Exception? innerException = null) : Exception(message, innerException);
