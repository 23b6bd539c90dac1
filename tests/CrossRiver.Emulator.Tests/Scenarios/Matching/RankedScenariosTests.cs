using System.Text.Json;
using CrossRiver.Emulator.Scenarios.Matching.Patterns;
using CrossRiver.Emulator.Scenarios.Model;
using CsCheck;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Scenarios get customers in their order, and those that come near are told.</summary>
public sealed class RankedScenariosTests
{
    private static readonly Gen<string> Value = Gens.OneOf("Ann", "ann", "Ánn ", "Bob", "Bo  B", "Cy", "1", "1990-01-01");

    private static readonly Gen<string> Path = Gens.OneOf("a", "b", "c.d", "partnerId");

    private static readonly Gen<TextTest> Test = Gen.Frequency(
        (6, Value.Select(TextTest (text) => new EqualTest(text))),
        (2, Value.Select(TextTest (text) => new ExactTest(text))),
        (1, Value.Select(TextTest (text) => new StartsWithTest(text[..1]))),
        (1, Value.Select(TextTest (text) => new EndsWithTest(text[^1..]))),
        (1, Value.Select(TextTest (text) => new ContainsTest(text[..1]))),
        (1, Value.Select(TextTest (text) => new NotTest([new EqualTest(text)]))),
        (1, Gen.Bool.Select(TextTest (isThere) => new ExistsTest(isThere))),
        (1, Gen.Const<TextTest>(new MaskTest("?"))),
        (1, Gen.Const<TextTest>(new BeforeTest(new DateOnly(2000, 1, 1)))),
        (1, Gen.Const<TextTest>(new RegexTest(Pattern.TryParse("^A", out var pattern) ? pattern : throw new InvalidOperationException()))));

    private static readonly Gen<IReadOnlyList<FieldMatch>> Fields =
        Gen.Select(Path, Test.List[1, 3], (path, tests) => new FieldMatch(path, tests)).List[0, 3].Select(IReadOnlyList<FieldMatch> (fields) => fields);

    private static readonly Gen<Match> Block = Gen.Select(Fields, Fields, (body, header) => new Match { Body = body, Header = header });

    private static readonly Gen<Match> AnyMatch = Gen.Select(
        Block,
        Block.List[0, 2],
        Block.List[0, 1],
        Gens.OneOf<Guid[]>([], [], [Guid.Empty]),
        Gens.OneOf<string?>(null, null, "Business"),
        (block, anyOf, noneOf, partners, classification) =>
            block with { AnyOf = anyOf, NoneOf = noneOf, Partners = partners, Classification = classification });

    private static readonly Gen<IReadOnlyList<Scenario>> Scenarios = Gen.Select(AnyMatch, Gen.Int[49, 51]).List[0, 40].Select(IReadOnlyList<Scenario> (all) =>
        [.. all.Select((one, number) => new Scenario { Name = $"s{number}", Timeline = [], Match = one.Item1, Priority = one.Item2 })]);

    private static readonly Gen<JsonElement> Create = Gen.Select(
        Value,
        Value,
        Value,
        Gens.OneOf("Business", "Personal"),
        Gens.OneOf($"{Guid.Empty}", "Ann"),
        Gen.Int[0, 31],
        (a, b, d, classification, partnerId, there) => JsonSerializer.SerializeToElement(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["A"] = a,
                ["b"] = b,
                ["c"] = new { D = d },
                ["classification"] = classification,
                ["partnerId"] = partnerId,
            }.Where((_, number) => (there & (1 << number)) != 0).ToDictionary(StringComparer.Ordinal)));

    private static readonly Gen<HeaderDictionary> Headers = Gen.Select(Value, Value, (a, b) => new HeaderDictionary { ["A"] = a, ["b"] = b });

    [Fact]
    public void The_first_scenario_whose_match_holds_gets_the_customer() => Gen.Select(Scenarios, Create, Headers).Sample(
        (scenarios, body, headers) =>
        {
            var ranked = new RankedScenarios(scenarios);
            var create = new CreateFields(body, headers);

            return ranked.Find(create).Sure == ranked.Ordered.FirstOrDefault(scenario => scenario.Match!.Holds(create));
        },
        iter: 2_000);

    [Fact]
    public void The_first_five_are_told_that_lose_although_they_come_near() => Gen.Select(Scenarios, Create, Headers).Sample(
        (scenarios, body, headers) =>
        {
            var ranked = new RankedScenarios(scenarios);
            var create = new CreateFields(body, headers);
            var near = ranked.Ordered.TakeWhile(scenario => !scenario.Match!.Holds(create)).Where(scenario => HasFieldThatHolds(scenario.Match!, create)).Select(scenario => scenario.Name).Take(5).ToList();
            var lost = ranked.Find(create).NearMisses.Select(scenario => scenario.Scenario).ToList();

            return lost.Count <= 5 && (lost.Count is 5 || near.TrueForAll(lost.Contains));
        },
        iter: 2_000);

    [Fact]
    public void The_order_is_that_of_priority_then_fields_then_name() => Scenarios.Sample(
        scenarios =>
        {
            var ordered = new RankedScenarios(scenarios).Ordered;

            return ordered.Zip(ordered.Skip(1)).All(pair => Place(pair.First).CompareTo(Place(pair.Second)) < 0);
        },
        iter: 2_000);

    private static bool HasFieldThatHolds(Match match, CreateFields create) =>
        match.Body.Any(field => field.Holds(create.Body(field.Path))) || match.Header.Any(field => field.Holds(create.Header(field.Path)));

    // The names are short, and all of ASCII.
    private static (int, int, string) Place(Scenario scenario) =>
        (-scenario.Priority, -scenario.Match!.FieldsTested, string.Concat(scenario.Name.Select(character => $"{(int)character:000}")));
}
