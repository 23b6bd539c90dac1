using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Platform.Bodies;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Reference;

/// <summary>The schemas say of a value what the check of the bodies says of it.</summary>
public sealed class FieldFormatTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly JsonNode[] Values =
    [
        .. new[] { 1, 2, 9, 10, 50, 51, 254, 255, 256 }.SelectMany(length => new JsonNode[] { new string('x', length), new string('7', length) }),
        .. new[] { -1, 0, 1, 26.5m, 100, 100.5m, 101, 100_000, 100_001, int.MaxValue, 2_147_483_648m, 1_000_000_000_000, 1_000_000_000_001 }.Select(number => JsonValue.Create(number)),
        true,
        false,
        new JsonArray(),
        new JsonObject(),
        "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "6f9619ff8b86d011b42d00c04fc964ff",
        "2020-02-29",
        "2021-02-29",
        "2020-02-29T12:00:00Z",
        "2999-12-31",
        "US",
        "XX",
        "peter@example.test",
        "http://localhost:9000/hooks",
        "ftp://localhost/hooks",
        "26",
        "26.5",
        "Personal",
        "Business",
        "Low",
        "Ssn",
        "Home",
        "Residential",
        "Push",
        "Poll",
        "Extended",
        "Core.Customer.Onboarded",
        "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=",
    ];

    [Fact]
    public void A_value_is_refused_if_its_schema_forbids_it_and_taken_if_the_schema_says_it_all()
    {
        var check = new SchemaCheck([]);
        var fields = Forms().SelectMany(form => form.FieldsFor(default)).SelectMany(WithMembers).Where(field => field.Type.Form.Kind is not FieldKind.Anything).ToList();

        Assert.True(fields.Count > 100);
        foreach (var (field, value) in fields.SelectMany(field => Values.Select(value => (field, value))))
        {
            var accepted = field.Type.Accepts(new FieldValue(JsonSerializer.SerializeToElement(value), default, Today, emulator.Services));
            var fits = !check.FaultsOf(value, SchemaOf(field.Type.Form.In(emulator.Services))).Any();

            Assert.True(fits || !accepted, $"{field.Name}: {value.ToJsonString()} is taken and the schema forbids it");
            Assert.True(accepted || !fits || field.Type.Form.IsPartial, $"{field.Name}: {value.ToJsonString()} is refused and the schema allows it");
        }
    }

    private static IEnumerable<Field> WithMembers(Field field) => [field, .. field.Members.SelectMany(WithMembers)];

    private static JsonObject SchemaOf(FieldFormat form)
    {
        using var text = new StringWriter();
        FieldSchemas.Of(form).SerializeAsV31(new Microsoft.OpenApi.OpenApiJsonWriter(text));

        return JsonNode.Parse(text.ToString())!.AsObject();
    }

    private IEnumerable<BodyForm> Forms() =>
        emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(endpoint => endpoint.Metadata.OfType<BodyForm>());
}
