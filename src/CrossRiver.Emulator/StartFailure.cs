using System.Diagnostics;
using System.Net.Sockets;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Schema;
using Microsoft.AspNetCore.Connections;

namespace CrossRiver.Emulator;

/// <summary>Describes start failures that the user can fix: a file, setting, address or port.</summary>
internal static class StartFailure
{
    // The readers of settings and addresses in .NET, with advice. Their exceptions alone could also be defects.
    private static readonly (string Method, string Advice)[] Readers =
    [
        ("Microsoft.AspNetCore.Http.BindingAddress.", "write --urls http://localhost:5080"),
        ("Microsoft.AspNetCore.Server.Kestrel.", "check --urls, and Kestrel in the settings"),
        ("Microsoft.Extensions.Logging.", "check Logging in the settings"),
        ("Microsoft.Extensions.Configuration.", "check the settings"),
    ];

    /// <summary>Returns the causes of a failure, one line each, or null for a defect of the emulator, which may show its stack.</summary>
    public static IEnumerable<string>? MessagesOf(Exception exception) => exception switch
    {
        ScenarioException scenarios => scenarios.Messages,
        _ when ApiException.Of(exception) is { } refused => refused.Messages,
        OptionsValidationException options => options.Failures,
        StateFileException => [exception.Message],
        InvalidDataException when exception.GetBaseException() is JsonException json => [Describe(exception.Message, json)],
        InvalidDataException => [$"{exception.Message} {exception.GetBaseException().Message}"],
        DirectoryNotFoundException => [$"there is no folder {exception.Message}; choose another with --contentRoot"],
        AddressInUseException or SocketException => [$"{exception.Message.TrimEnd('.')}; {Elsewhere(exception)}"],
        IOException { InnerException: AddressInUseException or SocketException } => [$"{exception.Message.TrimEnd('.')}; {Elsewhere(exception)}"],
        IOException or UnauthorizedAccessException => [exception.Message],
        FormatException or ArgumentException or InvalidOperationException when FindReader(exception) is { } advice => [$"{exception.Message.TrimEnd('.')}; {advice}"],
        _ => null,
    };

    /// <summary>Returns whether the machine is the cause, and not a file, a setting or the command line.</summary>
    public static bool IsOfMachine(Exception exception) => exception is IOException or SocketException;

    // Thrown below one of the readers, and not by code of the emulator that a reader has called.
    private static string? FindReader(Exception exception)
    {
        var methods = new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod()).ToList();
        return methods.FirstOrDefault()?.Module.Assembly == typeof(StartFailure).Assembly
            ? null
            : Readers.FirstOrDefault(reader => methods.Any(method => $"{method?.DeclaringType?.FullName}.".StartsWith(reader.Method, StringComparison.Ordinal))).Advice;
    }

    // .NET quotes the path, counts lines and bytes from 0, and repeats both at the end of its reason.
    private static string Describe(string message, JsonException json)
    {
        var path = message.Split('\'') is [_, var quoted, _] ? quoted : message;
        var reason = json.Message.Split(" LineNumber:")[0].TrimEnd('.');
        return string.Create(CultureInfo.InvariantCulture, $"{path}({json.LineNumber + 1},{json.BytePositionInLine + 1}): this is not valid JSON: {reason}; correct the file, or start in another folder");
    }

    private static string Elsewhere(Exception exception) => exception.Message.Contains("https://", StringComparison.Ordinal)
        ? "choose another port with --Emulator:Https:Port, or other URLs with --urls"
        : "choose other URLs with --urls";
}
