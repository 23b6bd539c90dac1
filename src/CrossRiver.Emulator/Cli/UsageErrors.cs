using System.CommandLine;
using System.CommandLine.Parsing;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli;

/// <summary>Finds the mistakes in a command line. A message is one line with a correction.</summary>
internal static class UsageErrors
{
    /// <summary>Returns a message about the first mistake, or null if there is none.</summary>
    public static string? Find(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var asksAboutItself = parsed.Action is not null && parsed.Errors is [] && command.Action != parsed.Action;
        return asksAboutItself ? null
            : FindUnknownOption(parsed, command)
            ?? FindUnknownWord(parsed, command)
            ?? FindMissingValue(parsed)
            ?? FindMissingOption(parsed, command)
            ?? (command.Subcommands.Any() ? $"{Usage.NameOf(command)} takes one of {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}" : null)
            ?? (parsed.Errors is [var error, ..] ? Explain(error, command) : null);
    }

    // The parser takes an unknown option for a value where there may be one.
    private static string? FindUnknownOption(ParseResult parsed, Command command)
    {
        var tokens = parsed.CommandResult.Tokens.Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens));
        return parsed.UnmatchedTokens.Concat(tokens.Select(token => token.Value)).FirstOrDefault(value => value is ['-', _, ..])?.Split('=')[0] is { } unknown
            ? $"'{unknown}' is no option of {Usage.NameOf(command)}; {Suggestion.For(unknown, [.. command.Options.Select(option => option.Name)])}"
            : null;
    }

    private static string? FindUnknownWord(ParseResult parsed, Command command) => parsed.UnmatchedTokens switch
    {
        [] => null,
        [var word, ..] when command.Subcommands.Any() =>
            $"there is no command '{string.Join(' ', [.. Usage.PathOf(command), word])}'; {Suggestion.For(word, [.. command.Subcommands.Select(sub => sub.Name)])}",
        _ => $"that is too much; write {Usage.Of(command)}",
    };

    private static string? FindMissingValue(ParseResult parsed) => parsed.CommandResult.Children.OfType<OptionResult>()
        .FirstOrDefault(option => option is { Implicit: false, Tokens: [], Option.Arity.MinimumNumberOfValues: > 0 })?.Option is { } option
            ? $"'{option.Name}' needs a value; write {option.Name} {option.HelpName ?? "…"}"
            : null;

    private static string? FindMissingOption(ParseResult parsed, Command command) =>
        command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }) is { } option
            ? $"'{option.Name}' is missing; write {Usage.Of(command)}"
            : null;

    private static string Explain(ParseError error, Command command) =>
        error.SymbolResult is ArgumentResult { Tokens: [] } or CommandResult ? $"that is too little; write {Usage.Of(command)}" : error.Message;
}
