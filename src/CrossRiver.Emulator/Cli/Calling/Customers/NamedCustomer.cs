using System.Collections.Immutable;
using System.CommandLine;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Represents the customer that a command line names, as the list of customers shows it.</summary>
internal sealed class NamedCustomer
{
    private const int MostListed = 10;
    private const int MostRead = 100;

    private static readonly ImmutableArray<string> ExactMembers = ["id", "clientIdentifier", "name"];

    private readonly JsonObject _line;

    private NamedCustomer(JsonObject line) => _line = line;

    public string Id => (string)_line["id"]!;

    public string Text => $"{_line["name"]} {Id}";

    /// <summary>Returns the path of a route about the customer.</summary>
    public string PathOf(string route) => $"/partners/{_line["partnerId"]}/customers/{Id}{route}";

    public static Argument<string> Argument() => new("customer")
    {
        HelpName = "CUSTOMER",
        Description = "The customer: its id, its clientIdentifier, its name or a part of it, or the last four digits of its tax id.",
    };

    /// <summary>Returns the only customer that the argument of a command line names.</summary>
    /// <exception cref="CommandException">The text names none, or several.</exception>
    public static Task<NamedCustomer> FindAsync(ControlClient emulator, CallOptions options, ParseResult parsed, Argument<string> argument, CancellationToken end) =>
        FindAsync(emulator, options.PathOf(parsed, "/customers"), parsed.GetRequiredValue(argument), $"write {ProgramCommands.ProgramName} customers to see all", end);

    /// <summary>Returns the only customer that a text names.</summary>
    /// <param name="customers">The path of the list of customers.</param>
    /// <param name="advice">The advice if the text names none.</param>
    /// <exception cref="CommandException">The text names none, or several.</exception>
    public static async Task<NamedCustomer> FindAsync(ControlClient emulator, string customers, string text, string advice, CancellationToken end)
    {
        var path = $"{customers}?pageSize={MostRead}{CallOptions.Query("search", text)}";
        var page = await emulator.SendAsync(HttpMethod.Get, path, body: null, end);
        var found = page["results"]!.AsArray();
        return (found.Where(customer => IsExactly(customer, text)).ToList() is [var exact] ? [exact] : found.ToList()) switch
        {
            [{ } only] => new NamedCustomer(only.AsObject()),
            [] => throw CommandException.WrongUsage($"there is no customer '{text}'; {advice}"),
            _ => throw new CommandException(ExitCode.WrongUsage,
            [
                $"'{text}' names several customers; write the id of one:",
                .. found.Take(MostListed).Select(LineOf),
                .. found.Count > MostListed ? (string[])["… and more"] : [],
            ]),
        };
    }

    // A whole name precedes a part of another name.
    private static bool IsExactly(JsonNode? customer, string text) =>
        ExactMembers.Any(member => string.Equals((string?)customer![member], text, StringComparison.OrdinalIgnoreCase));

    private static string LineOf(JsonNode? customer) => $"{customer!["id"]}  {customer["name"]}  {customer["clientIdentifier"]}".TrimEnd();
}
