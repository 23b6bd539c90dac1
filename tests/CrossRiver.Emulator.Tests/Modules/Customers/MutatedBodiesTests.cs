using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>
/// Bodies with anything wrong in them: never a 5xx, never half a change, and a refusal names only what is really wrong. More tries than the usual
/// hundred of each: <c>CsCheck_Iter=100000 dotnet test</c>.
/// </summary>
public sealed class MutatedBodiesTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    // Stand-ins for what JSON nodes cannot hold; replaced in the text.
    private const string HalfACharacter = "@@half@@";
    private const string HugeNumber = "@@huge@@";

    private static readonly Mutation[] Mutations =
    [
        new("missing", (parent, name) => parent.Remove(name)),
        new("null", (parent, name) => parent[name] = null),
        new("empty", (parent, name) => parent[name] = ""),
        new("number", (parent, name) => parent[name] = 7),
        new("flag", (parent, name) => parent[name] = true),
        new("list", (parent, name) => parent[name] = new JsonArray(1, "2")),
        new("object", (parent, name) => parent[name] = new JsonObject { ["id"] = 1 }),
        new("long", (parent, name) => parent[name] = new string('x', 300)),
        new("half", (parent, name) => parent[name] = HalfACharacter),
        new("control", (parent, name) => parent[name] = "\u0000\u0007\u001b"),
        new("huge", (parent, name) => parent[name] = HugeNumber),
        new("unknown", (parent, name) => parent[$"{name}Too"] = "x"),
        new("id null", (parent, _) => parent["id"] = null),
        new("id of another type", (parent, _) => parent["id"] = 7),
        new("blank before", (parent, name) => parent[name] = $" {parent[name]}"),
        new("name that is no text", (parent, _) => parent[HalfACharacter] = 1),
        new("casing", (parent, name) =>
        {
            var value = parent[name]?.DeepClone();
            parent.Remove(name);
            parent[name.ToUpperInvariant()] = value;
        }),
    ];

    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("create-personal.request.json", "")]
    [InlineData("create-personal-full.request.json", "")]
    [InlineData("create-business.request.json", "")]
    [InlineData("add-address.request.json", "addresses")]
    [InlineData("add-phone.request.json", "phones")]
    [InlineData("add-email.request.json", "emails")]
    [InlineData("add-identification.request.json", "identifications")]
    public async Task A_body_with_anything_wrong_is_refused_whole_or_taken_whole(string example, string segment)
    {
        var customer = await _partner.OnboardAsync();
        var path = segment.Length == 0 ? "/core/v1/cm/customers" : $"/core/v1/cm/customers/{customer["id"]}/{segment}";
        var members = MembersOf(BodyOf(example)).ToList();
        var changes = Gen.Select(Gen.Int[0, members.Count - 1], Gen.Int[0, Mutations.Length - 1]).Array[1, 4];

        await changes.SampleAsync(
            async chosen =>
            {
                var body = BodyOf(example);
                chosen.ToList().ForEach(change => Mutate(body, members[change.Item1], Mutations[change.Item2]));
                var touched = chosen.SelectMany(change => members.Where(member => $"{member}.".StartsWith($"{members[change.Item1]}.", StringComparison.Ordinal))).Select(TitleOf).ToList();
                var before = (await CountAsync(path)).ToString();

                var answer = await _partner.PostTextAsync(path, TextOf(body));

                Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.Status}: {TextOf(body)}");
                if (answer.Status is HttpStatusCode.BadRequest)
                {
                    Assert.NotEmpty(answer.Messages);
                    Assert.All(answer.Messages, message => Assert.Contains(touched, title => message.StartsWith(title, StringComparison.Ordinal)));
                    Assert.Equal(before, (await CountAsync(path)).ToString());
                }
            },
            threads: 1);
    }

    private static void Mutate(JsonObject body, string member, Mutation mutation)
    {
        var names = member.Split('.');
        var parent = body;
        foreach (var section in names[..^1])
        {
            if (parent[section] is not JsonObject inner)
            {
                return;
            }

            parent = inner;
        }

        mutation.Apply(parent, names[^1]);
    }

    // As the bank names fields: in words for names, else in Pascal casing below their sections.
    private static string TitleOf(string member) => member switch
    {
        "name.firstName" => "First name",
        "name.lastName" => "Last name",
        "name.entityName" => "Entity name",
        _ => string.Join('.', member.Split('.').Select(name => $"{char.ToUpperInvariant(name[0])}{name[1..]}")),
    };

    private static IEnumerable<string> MembersOf(JsonObject body, string section = "") => body.SelectMany(member =>
        member.Value is JsonObject inner
            ? MembersOf(inner, $"{section}{member.Key}.").Prepend(section + member.Key)
            : [section + member.Key]);

    private static string TextOf(JsonObject body) => new StringBuilder(body.ToJsonString(JsonSerializerOptions.Web))
        .Replace(HalfACharacter, "\\ud800")
        .Replace($"\"{HugeNumber}\"", new string('9', 10_000))
        .ToString();

    private JsonObject BodyOf(string example) => example.StartsWith("create", StringComparison.Ordinal) ? _partner.Body(example) : Example.Read(example);

    private async Task<string> CountAsync(string path)
    {
        if (path.EndsWith("customers", StringComparison.Ordinal))
        {
            return $"{await _partner.CountCustomersAsync()}";
        }

        return (await _partner.GetAsync($"{path}?pageSize=50")).Text;
    }

    private sealed record Mutation(string Name, Action<JsonObject, string> Apply)
    {
        public override string ToString() => Name;
    }
}
