using CrossRiver.Emulator.Cli.Comparing.Reading;
using CrossRiver.Emulator.Cli.Comparing.Replaying;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Finds the differences between an answer of the bank and the emulator's: in status, headers and body.</summary>
internal sealed class AnswerComparison(IdPairs pairs, ShownText shown)
{
    private const string ContentType = "content-type";
    private const int StatusesOfClass = 100;

    // Compared by their presence. All other headers are from servers, proxies and traces.
    private static readonly string[] Headers = ["allow", "location", "original-request-id", "request-id", "retry-after", "www-authenticate"];

    public IReadOnlyList<Finding> Compare(HttpMethod method, Answer bank, Answer emulator) =>
    [
        .. bank.Status != emulator.Status ? [new Finding(DifferenceKind.Status, "status", ShownStatus(bank), ShownStatus(emulator))] : Array.Empty<Finding>(),

        // A success and a refusal have nothing in common.
        .. bank.Status / StatusesOfClass == emulator.Status / StatusesOfClass
            ? CompareHeaders(bank, emulator).Concat(CompareBodies(method, bank, emulator))
            : [],
    ];

    private static IEnumerable<Finding> CompareHeaders(Answer bank, Answer emulator)
    {
        if (bank.Headers is [])
        {
            yield break;
        }

        var (type, ours) = (bank.HeaderNamed(ContentType), emulator.HeaderNamed(ContentType));
        if (!string.Equals(PlainOf(type), PlainOf(ours), StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(DifferenceKind.Header, ContentType, ShownText.MediaType(type), ShownText.MediaType(ours));
        }

        foreach (var name in Headers.Where(name => bank.HeaderNamed(name) is null != emulator.HeaderNamed(name) is null))
        {
            yield return new Finding(DifferenceKind.Header, name, PresenceOf(bank, name), PresenceOf(emulator, name));
        }
    }

    private IEnumerable<Finding> CompareBodies(HttpMethod method, Answer bank, Answer emulator) => (bank, emulator) switch
    {
        ({ Body: null }, _) or ({ Json: null }, { Json: null }) => [],
        ({ Json: { } own }, { Json: { } other }) => BodyComparison.Compare(own, other, pairs, shown, method == HttpMethod.Get),
        _ => [new Finding(DifferenceKind.Type, JsonPlace.Root.Path, KindOf(bank), KindOf(emulator))],
    };

    private static string ShownStatus(Answer answer) => answer.Status is Answer.None ? "no answer" : answer.Status.ToString(CultureInfo.InvariantCulture);

    private static string? PlainOf(string? type) => type?.Replace(" ", "", StringComparison.Ordinal);

    private static string PresenceOf(Answer answer, string name) => answer.HeaderNamed(name) is null ? "absent" : "present";

    private static string KindOf(Answer answer) => answer.Json is { } json ? BodyComparison.TypeOf(json) : answer.Body is "" ? "no body" : "no JSON";
}
