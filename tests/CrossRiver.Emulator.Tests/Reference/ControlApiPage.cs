using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Reference;

/// <summary>The OpenAPI description of the control API, as a page for people.</summary>
internal sealed class ControlApiPage(DescribedApi api)
{
    private const string Intro = """
        # The control API

        Everything that is ours and not the bank's is under `/_emulator`, on the same port. Bodies are JSON; a duration is written `250ms`, `2s`, `1m30s`,
        `48h` or `30d`. None of these calls is subject to faults, limits or tokens.

        **Every partner id is a world of its own.** A route that concerns one world is `/_emulator/partners/{partnerId}/…`. The same route without
        `partners/{partnerId}` concerns all worlds where it is listed below; where it is not, it concerns the one world there is, and is a 400 that names
        some of the partners when there are several.

        **Errors** are `{"errors":[{"code","message"}]}`, as the bank's; every one of them is in [errors.md](errors.md).

        **Who may call.** A call has to name the emulator as `localhost`, by an IP address, by a name without a dot, by a host of `--urls`, or by a name that
        ends in `.localhost`, `.internal`, `.local` or `.svc`. The setting `Emulator:Control:Hosts` adds names; any other name is a 403. Calls that a browser makes
        for a page of another site (`Origin`, `Sec-Fetch-Site`) are a 403, and no other site is invited by CORS headers. If `Emulator:Control:Key` is set, a call needs the header `X-Emulator-Key: KEY` or `Authorization: Bearer KEY`, else it is a 401; only
        `/health`, `/ready`, `/version`, `/certificate.pem`, `/llms.txt` and the addresses of inboxes do without.

        **Lines to paste** are for an emulator at `http://localhost:5080` and the partner of the bank's tutorial. Four things are in answers that you have:
        `$CUSTOMER_ID` is the `id` of a customer, `$EVENT_ID` the `eventId` of a delivery, `$STEP` the `id` of a step in a timeline, `$ID` that of a rule.

        **A page** for a browser is `/_emulator/reference`, on which every call can be tried. The OpenAPI document that this page is made of is at
        `/_emulator/openapi.json`. `/_emulator/hangfire` shows the emulator's own machinery, read-only: a job starts an attempt, and has succeeded when it has begun,
        whatever the receiver answers. The agenda of a world decides on retries, not Hangfire. What came of a webhook is at [`/deliveries`](#get-deliveries)
        and in the [journal](#journal).

        """;

    // What it is, the page says of all routes at its beginning.
    private const string OfWorld = "partnerId";

    private readonly StringBuilder _page = new();

    /// <summary>The page in Markdown.</summary>
    public string Print()
    {
        Write(Intro);
        PrintOverview();
        PrintRefusals();
        foreach (var tag in api.Document["tags"]!.AsArray())
        {
            var name = (string)tag!["name"]!;
            Write($"\n## {name}\n\n{tag["description"]}\n");
            foreach (var operation in api.Operations.Where(operation => (string)operation.Json["tags"]![0]! == name))
            {
                Print(operation);
            }
        }

        return _page.ToString();
    }

    private void PrintOverview()
    {
        Write("\n| route | does |\n|---|---|\n");
        foreach (var tag in api.Document["tags"]!.AsArray())
        {
            Write($"| **{tag!["name"]}** | |\n");
            foreach (var operation in api.Operations.Where(operation => (string)operation.Json["tags"]![0]! == (string)tag["name"]!))
            {
                Write($"| [`{TitleOf(operation)}`](#{AnchorOf(TitleOf(operation))}) | {Cell((string)operation.Json["summary"]!)} |\n");
            }
        }
    }

    private void PrintRefusals()
    {
        Write("\n| refused with | when |\n|---|---|\n");
        foreach (var (name, response) in api.Document["components"]!["responses"]!.AsObject().OrderBy(response => StatusOf(response.Key)))
        {
            Write($"| {StatusOf(name)} | {Cell((string)response!["description"]!)} |\n");
        }
    }

    private void Print(Operation operation)
    {
        Write($"\n### {TitleOf(operation)}\n\n{operation.Json["summary"]}.");
        Write(operation.Json["description"] is { } text ? $" {text}\n" : "\n");
        PrintRows("parameter", operation.Parameters.Where(parameter => (string)parameter!["name"]! != OfWorld).Select(parameter => (
            $"`{parameter!["name"]}` in the {parameter["in"]}",
            $"{parameter["description"]} {Sentence(JsonWords.ChoiceOf(parameter["schema"]!.AsObject()))}")));
        Write(operation.Json["requestBody"]?["description"] is { } body ? $"\nThe body is {body}.\n" : "");
        PrintRows("member of the body", JsonWords.MembersOf(api.Check, operation.Body).Select(member => ($"`{member.Name}`", Sentence(member.Words))));
        Write($"\n```sh\n{CurlLine.Of(operation)}\n```\n\n{AnswersOf(operation)}\n");
    }

    private void PrintRows(string title, IEnumerable<(string Name, string Text)> rows)
    {
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            Write($"{(index is 0 ? $"\n| {title} | |\n|---|---|\n" : "")}| {row.Name} | {Cell(row.Text.Trim())} |\n");
        }
    }

    private string AnswersOf(Operation operation)
    {
        var responses = operation.Json["responses"]!.AsObject();
        var told = responses.Where(response => response.Value!["$ref"] is null).Select(response => $"{response.Key}{ContentOf(response.Value!.AsObject())}");

        // The table says of 401 and 403 what there is to say; any call can be refused with them.
        var refused = responses.Where(response => response.Value!["$ref"] is not null && response.Key is not ("401" or "403")).Select(response => response.Key).ToList();

        return $"Answers {string.Join("; ", told)}.{(refused is [] ? "" : $" Refuses with {string.Join(", ", refused)}.")}";
    }

    private string ContentOf(JsonObject response)
    {
        var (type, content) = (response["content"]?.AsObject() ?? []).FirstOrDefault();
        if (type is not "application/json")
        {
            return type is null ? "" : $" with `{type}`";
        }

        var members = JsonWords.SummaryOf(api.Check, content!["schema"]!.AsObject());
        return members.Length is 0 ? "" : $" with {members}";
    }

    private int StatusOf(string refusal) => api.Operations
        .SelectMany(operation => operation.Json["responses"]!.AsObject())
        .Where(response => (string?)response.Value!["$ref"] == $"#/components/responses/{refusal}")
        .Select(response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private void Write(string text) => _page.Append(text);

    private static string TitleOf(Operation operation) => $"{operation.Method} {operation.Path["/_emulator".Length..]}";

    // As Markdown's readers make it of a heading.
    private static string AnchorOf(string title) => string.Concat(title.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-').Select(letter => letter is ' ' ? '-' : char.ToLowerInvariant(letter)));

    private static string Sentence(string words) => words.Length is 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..].TrimEnd('.')}.";

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
