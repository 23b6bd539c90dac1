using Microsoft.Win32.SafeHandles;

namespace CrossRiver.Emulator.Cli.Calling.Entries;

/// <summary>Prints entries of a journal until the output is closed.</summary>
/// <param name="isJson">True to print each entry as JSON in a line, for machines.</param>
internal sealed class EntryPrinter(bool isJson) : IDisposable
{
    private const int StandardOutput = 1;

    private readonly EntryPeople _people = new();
    private readonly TextWriter _output = OpenPipe() ?? Console.Out;

    /// <summary>Prints an entry, and returns whether the output is open: <c>tail | head</c> ends with <c>head</c>.</summary>
    public bool TryPrint(JsonObject entry)
    {
        try
        {
            if (isJson)
            {
                _output.WriteLine(TerminalText.Show(entry.ToJsonString(WireJson.Options)));
            }
            else
            {
                EntryLine.Of(entry, _people).Print(_output);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_output != Console.Out)
        {
            _output.Dispose();
        }
    }

    // The console of .NET ignores a closed pipe. A file throws.
    [SuppressMessage("Reliability", "CA2000", Justification = "The writer disposes of the stream, and the handle is the process's.")]
    private static StreamWriter? OpenPipe()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return null;
        }

        var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? null : new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }
}
