namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Decodes the bytes of a file: UTF-8, or the encoding of the byte-order mark.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes the bytes, or finds the first place that is not valid.</summary>
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

    public static string Tell(Utf8Fault fault) => $"the file is not UTF-8 ({fault.Found}); save it as UTF-8";
}
