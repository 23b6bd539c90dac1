using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli;

/// <summary>Represents <c>completion SHELL</c>, which prints a script that completes the program's command lines in a shell.</summary>
/// <remarks>The scripts call the program itself, with the directive <c>[suggest]</c> and the line after the program's name.</remarks>
internal static class CompletionCommand
{
    private const string Directive = "[suggest:";
    private const string Run = "run ";

    private static readonly OrderedDictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # crossriver-emulator completion bash > ~/.local/share/bash-completion/completions/crossriver-emulator
            _crossriver_emulator() {
              local line=${COMP_LINE#* } word=${COMP_WORDS[COMP_CWORD]} typed suggestions
              typed=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
              suggestions=$("${COMP_WORDS[0]}" "[suggest:$((typed > 0 ? typed : 0))]" "$line" 2> /dev/null)
              mapfile -t COMPREPLY < <(compgen -W "$suggestions" -- "$word")
            }
            complete -o default -F _crossriver_emulator crossriver-emulator

            """,
        ["zsh"] = """
            #compdef crossriver-emulator
            # crossriver-emulator completion zsh > "${fpath[1]}/_crossriver-emulator"
            _crossriver_emulator() {
              local line="${BUFFER#* }"
              local -a suggestions
              suggestions=(${(f)"$(${words[1]} "[suggest:$((CURSOR - ${#BUFFER} + ${#line}))]" "$line" 2> /dev/null)"})
              compadd -- $suggestions || _files
            }
            if [[ ${funcstack[1]} == _crossriver-emulator ]]; then
              _crossriver_emulator "$@"
            else
              compdef _crossriver_emulator crossriver-emulator
            fi

            """,
        ["fish"] = """
            # crossriver-emulator completion fish > ~/.config/fish/completions/crossriver-emulator.fish
            function __crossriver_emulator
              set -l line (string replace -r '^\S+\s?' '' -- (commandline -cp))
              set -g __crossriver_emulator_found (crossriver-emulator "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null | string match -v '')
              test (count $__crossriver_emulator_found) -gt 0
            end
            complete -c crossriver-emulator -n __crossriver_emulator -f -a '$__crossriver_emulator_found'

            """,
        ["pwsh"] = """
            # crossriver-emulator completion pwsh >> $PROFILE
            Register-ArgumentCompleter -Native -CommandName crossriver-emulator -ScriptBlock {
              param($word, $line, $position)
              $rest = $line.ToString() -replace '^\S+\s?', ''
              $typed = [Math]::Max(0, $position - $line.ToString().Length + $rest.Length)
              crossriver-emulator "[suggest:$typed]" "$rest" 2> $null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }

            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { HelpName = "SHELL", Description = $"One of {string.Join(", ", Scripts.Keys)}." };
        shell.CompletionSources.Add(_ => Scripts.Keys);
        var command = new Command("completion", "Print the completion script of a shell.") { shell };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetRequiredValue(shell);
            Console.Out.Write(Scripts.GetValueOrDefault(wanted)?.ReplaceLineEndings("\n")
                ?? throw CommandException.WrongUsage($"there is no completion for '{wanted}'; {Suggestion.For(wanted, Scripts.Keys)}"));
            return ExitCode.Done;
        });
        return command.WithExamples(("source <(crossriver-emulator completion bash)", "in this bash"));
    }

    /// <summary>Adds the command <c>run</c> to a line for completion that begins with an option.</summary>
    public static string[] NameCommand(string[] args) =>
        args is [var directive, ['-', ..] line]
        && directive.StartsWith(Directive, StringComparison.Ordinal)
        && int.TryParse(directive.AsSpan(Directive.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
            ? [$"{Directive}{typed + Run.Length}]", Run + line]
            : args;
}
