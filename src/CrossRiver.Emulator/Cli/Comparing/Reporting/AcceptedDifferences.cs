using CrossRiver.Emulator.Cli.Comparing.Differing;

namespace CrossRiver.Emulator.Cli.Comparing.Reporting;

/// <summary>Represents a difference that a person has accepted, in every call of one kind.</summary>
/// <param name="Reason">The reason, which the person writes; at first it is empty.</param>
internal sealed record AcceptedDifference(string Call, DifferenceKind Kind, string At, string Bank, string Emulator, string Reason)
{
    public static AcceptedDifference Of(Difference difference) =>
        new(difference.Call, difference.Finding.Kind, difference.Finding.At, difference.Finding.Bank, difference.Finding.Emulator, Reason: "");

    public bool Accepts(Difference difference) => this with { Reason = "" } == Of(difference);
}

/// <summary>Represents the file with the accepted differences of a recording.</summary>
internal sealed record AcceptedDifferences(IReadOnlyList<AcceptedDifference> Accepted)
{
    private const string Extension = ".accepted.json";

    public static string PathFor(string transcript) => $"{transcript}{Extension}";

    /// <summary>Reads a file. A file that is missing accepts nothing.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static AcceptedDifferences Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<AcceptedDifferences>(File.ReadAllText(path), WireJson.Options) is { } read
                ? new([.. (read.Accepted ?? []).OfType<AcceptedDifference>()])
                : new AcceptedDifferences([]);
        }
        catch (JsonException exception)
        {
            throw CommandException.WrongUsage(
                $"{path}({exception.LineNumber + 1},{exception.BytePositionInLine + 1}): this is no list of accepted differences; write it by --accept");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongUsage($"{path}: this file cannot be read; write --suppressions FILE");
        }
    }

    /// <summary>Returns these and the other differences, without a reason.</summary>
    public AcceptedDifferences With(IEnumerable<Difference> differences) => new([.. Accepted, .. differences.Select(AcceptedDifference.Of).Distinct()]);

    /// <exception cref="CommandException">The file cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            File.WriteAllText(path, $"{CommandOptions.ToJson(this)}\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotDo, $"{path}: this file cannot be written; write --suppressions FILE");
        }
    }
}
