namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Reads the bytes of a file as text: UTF-8, or what a byte-order mark names.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the bytes of a file, or finds the first place that cannot be read.</summary>
    public static bool TryRead(byte[] bytes, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Utf8Fault? fault)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Strict);
            text = reader.ReadToEnd();
            fault = null;
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            fault = Utf8Text.FindFault(bytes) ?? new Utf8Fault(Line: 1, Byte: 1, "no text");
            return false;
        }
    }

    /// <summary>Returns the message for a file that is not UTF-8.</summary>
    public static string Tell(Utf8Fault fault) => $"the file is not UTF-8 ({fault.Found}); save it as UTF-8";
}
