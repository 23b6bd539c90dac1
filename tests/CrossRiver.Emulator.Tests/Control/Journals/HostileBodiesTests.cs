using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Kernel.Text;
using CsCheck;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Bodies that are made to be hard to keep: after each of them, every form of the journal can be read, and no secret is in it.</summary>
public sealed class HostileBodiesTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Secret = "a-secret-123456789";

    private readonly Partner _partner = emulator.NewPartner();

    /// <summary>Members that a create does not know, and what is left of JSON.</summary>
    public static TheoryData<string, int> Members => new()
    {
        { $$""" "token": {{Nested(40)}} """, 200 },
        { $$""" "token": {{Nested(63)}} """, 200 },
        { $$""" "token": {{Nested(64)}} """, 400 },
        { $$""" "free": {{Nested(40)}} """, 200 },
        { $$""" "free": {{Nested(63)}} """, 200 },
        { $$""" "free": {{Nested(64)}} """, 400 },
        { $$""" "free": {"token": {{Nested(60)}}, "after": 1} """, 200 },
        { $$""" "free": {{NestedObjects(63)}} """, 200 },
        { $$""" "taxId": {"a": x, "b": "{{Secret}}"} """, 400 },
        { $$""" "taxId": ["{{Secret}}" """, 400 },
        { $$""" "password": {"a": "{{Secret}}" """, 400 },
        { $$""" "password": "{{Secret}} """, 400 },
        { $$""" "token": """, 400 },
        { $$""" "free": [1, 2 """, 400 },
        { $$""" "free": "\ud800", "\udc00": 1, "token": {"\ud800": "{{Secret}}"} """, 200 },
        { $$""" "token": ["{{new string('s', 5000)}}"] """, 200 },
        { $$""" "free": 1e999999, "taxId": 1e999999 """, 200 },
        { $$""" "free": "http://{{Secret}}:{{Secret}}@host/" """, 200 },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public async Task After_any_body_every_form_of_the_journal_can_be_read_and_no_secret_is_in_it(string members, int status)
    {
        var answer = await _partner.PostTextAsync("/core/v1/cm/customers", BodyWith(members));

        Assert.Equal(status, (int)answer.Status);
        foreach (var text in await ReadAllAsync())
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_masked_is_masked_whole_and_what_is_too_deep_to_show_is_told()
    {
        (await _partner.PostTextAsync("/core/v1/cm/customers", BodyWith($$""" "token": {{Nested(40)}}, "free": {{Nested(63)}}, "after": 1 """))).Expect(HttpStatusCode.OK);

        var body = (await _partner.GetJournalAsync())[0]["body"]!;

        Assert.Equal(("***", 1), ((string)body["token"]!, (int)body["after"]!));
        Assert.Contains("[[[\"(nested deeper than 56 levels)\"]]]", body["free"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_hard_to_show_does_not_hide_the_others_of_its_inbox()
    {
        foreach (var text in new[] { Nested(64), Nested(65), "{\"a\":\"\\ud800\"}", "{\"\\ud800\":1}", NestedObjects(64) })
        {
            Assert.Equal(HttpStatusCode.OK, (await _partner.PostTextAsync($"/_emulator/inbox/{_partner.Id}", text)).Status);
        }

        var messages = (await _partner.GetAsync($"/_emulator/inbox/{_partner.Id}/messages")).Expect(HttpStatusCode.OK)["messages"]!.AsArray();

        Assert.Equal(5, messages.Count);
        Assert.Equal(Nested(65), (string)messages[1]!["body"]!);
    }

    [Theory]
    [InlineData(56, 200)]
    [InlineData(57, 400)]
    public async Task A_pattern_is_as_deep_as_can_be_shown_or_refused(int depth, int status)
    {
        await _partner.OnboardAsync();
        var text = $$"""{"expect":[{"kind":"call","match":{ "body": {{Nested(depth - 1)}} } } ] }""";

        var answer = await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/journal/assert", text);

        Assert.True(status == (int)answer.Status, answer.Text);
    }

    [Fact]
    public void Any_bytes_can_be_shown_as_a_body()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"token\":", "\"taxId\":", "\"a\":", "\"x\"", "1", "true", "null", "\"\\ud800\"", "\"\\u00", "\"", " ", "//", "/*", "-", "1e9"];
        Gens.OneOf(pieces).Array[0, 90].Select(chosen => $"{{{string.Concat(chosen)}").Sample(text => Show(Encoding.UTF8.GetBytes(text)), iter: 20_000);
        Gen.Byte.Array[0, 40].Sample(bytes => Show([(byte)'{', (byte)'"', .. bytes]), iter: 20_000);

        static void Show(byte[] bytes) => JsonSerializer.Serialize(MaskedBody.Read(bytes), WireJson.Options);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string NestedObjects(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);

    private string BodyWith(string members)
    {
        var body = _partner.Body("create-personal.request.json").ToJsonString();
        return $"{body[..^1]},{members}}}";
    }

    // Of a refused body that is no JSON, the call is in the journal of all worlds.
    private async Task<IReadOnlyList<string>> ReadAllAsync()
    {
        await _partner.OnboardAsync();
        var world = $"/_emulator/partners/{_partner.Id}";
        var expected = new JsonObject { ["kind"] = "call", ["match"] = new JsonObject { ["body.free"] = "nothing like it" }, ["count"] = 0 };
        var waited = new JsonObject { ["until"] = "call", ["match"] = new JsonObject { ["body.free"] = "nothing like it" }, ["timeout"] = "1ms" };
        List<Answer> answers =
        [
            await _partner.GetAsync("/_emulator/journal?limit=1000"),
            await _partner.GetAsync($"{world}/journal"),
            await _partner.GetAsync($"{world}/journal/export"),
            await _partner.GetAsync($"{world}/journal/export?format=har"),
            await _partner.GetAsync($"{world}/report"),
            await _partner.PostAsync($"{world}/journal/assert", new JsonObject { ["expect"] = new JsonArray(expected) }),
        ];
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK, answer.Text));
        answers.Add(await _partner.PostAsync($"{world}/wait", waited));
        Assert.Equal(HttpStatusCode.RequestTimeout, answers[^1].Status);

        return [.. answers.Select(answer => answer.Text)];
    }
}
