namespace CrossRiver.Emulator.Page.Models;

/// <summary>The form that asks for the key of the control routes.</summary>
/// <param name="Back">The view that the reader asked for.</param>
/// <param name="IsRefused">Whether the last key was wrong.</param>
public sealed record SignInModel(string Back, bool IsRefused);
