using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>What a snapshot may not hold, whatever part of the world it is of.</summary>
public sealed class SnapshotValuesTests
{
    private readonly JsonSerializerOptions _options = Create();

    [Theory]
    [InlineData("""{"count":0,"moment":"1900-01-01T00:00:00Z","span":"00:00:00","large":0,"seed":-7}""")]
    [InlineData("""{"count":1000000000,"moment":"2079-01-01T00:00:00Z","span":"3650.00:00:00","large":1000000000000,"chanceSeed":9223372036854775807}""")]
    public void Values_up_to_the_bounds_are_read_and_written(string json) =>
        Assert.All(
            JsonSerializer.SerializeToElement(JsonSerializer.Deserialize<Sample>(json, _options), _options).EnumerateObject().Where(member => json.Contains(member.Name, StringComparison.Ordinal)),
            member => Assert.Contains($"\"{member.Name}\":{member.Value.GetRawText().Replace("+00:00", "Z", StringComparison.Ordinal)}", json, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"count":-1}""", "must be a number from 0 to 1000000000")]
    [InlineData("""{"count":1000000001}""", "must be a number from 0 to 1000000000")]
    [InlineData("""{"large":-1}""", "must be a number from 0 to 1000000000000")]
    [InlineData("""{"large":1000000000001}""", "must be a number from 0 to 1000000000000")]
    [InlineData("""{"moment":"1899-12-31T23:59:59Z"}""", "is a moment that no clock can show")]
    [InlineData("""{"moment":"2079-01-01T00:00:01Z"}""", "is a moment that no clock can show")]
    [InlineData("""{"span":"-00:00:01"}""", "must be a span of at most 3650d")]
    [InlineData("""{"span":"3650.00:00:01"}""", "must be a span of at most 3650d")]
    [InlineData("""{"name":null}""", "name is missing")]
    [InlineData("""{"list":["a",null]}""", "list has an element that is null")]
    [InlineData("""{"named":{"a":null}}""", "named has a member that is null")]
    public void Values_beyond_are_refused(string json, string because) =>
        Assert.Contains(because, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sample>(json, _options)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"maybe":null}""")]
    [InlineData("""{"details":{"a":null}}""")]
    [InlineData("""{"list":[],"named":{"a":[]}}""")]
    public void Nulls_are_read_where_they_may_be(string json) => Assert.NotNull(JsonSerializer.Deserialize<Sample>(json, _options));

    [Fact]
    public void A_place_says_its_path()
    {
        var place = Place.Root.Of("worlds").At(1).Of("agenda");

        Assert.Equal("$.worlds[1].agenda", place.Path);
        Assert.Equal("$.worlds[1].agenda: no", Refusal(() => place.Refuse("no")));
        Assert.Equal("$.worlds[1].agenda: no", Refusal(() => place.Require(condition: false, "no")));
        Assert.Equal("$.worlds[1].agenda: why", Refusal(() => place.Try<int>(() => throw new InvalidDataException("why"))));
        Assert.Equal("$.worlds[1].agenda[2]: number 7 is there twice", Refusal(() => place.Index([7, 8, 7], number => number, "number")));
        place.Require(condition: true, "no");
        Assert.Equal(7, place.Try(() => 7));
        Assert.Equal([7, 8], place.Index([7, 8], number => number, "number").Keys);
    }

    private static string Refusal(Action check) => Assert.Throws<InvalidDataException>(check).Message;

    private static JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(WholeJson.Require);
        resolver.Modifiers.Add(BoundedValues.BoundCounts);
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = resolver };
        BoundedValues.Apply(options);
        return options;
    }

    private sealed record Sample
    {
        public int Count { get; init; }

        public long Large { get; init; }

        public long Seed { get; init; }

        public long ChanceSeed { get; init; }

        public DateTimeOffset Moment { get; init; }

        public TimeSpan Span { get; init; }

        public string Name { get; init; } = "";

        public string? Maybe { get; init; }

        public IReadOnlyList<string> List { get; init; } = [];

        public Dictionary<string, IReadOnlyList<string>> Named { get; init; } = [];

        public Dictionary<string, string?> Details { get; init; } = [];
    }
}
