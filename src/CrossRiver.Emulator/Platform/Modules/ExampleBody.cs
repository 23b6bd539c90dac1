namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>A body that a writing call takes: metadata of its endpoint, which the reference shows and <c>/_emulator/examples</c> answers.</summary>
/// <param name="Name">The name of the operation, possibly with another word.</param>
internal sealed record ExampleBody(string Name, Func<ExampleSetting, object> Make)
{
    /// <summary>Returns the body, without the members that the bank sets.</summary>
    public JsonObject Body(ExampleSetting setting)
    {
        var record = Make(setting);
        var body = JsonSerializer.SerializeToNode(record, record.GetType(), WireJson.Options)!.AsObject();
        RemoveWhatIsGiven(body);

        return body;
    }

    // The bank sets identifiers and full names; a caller sends neither.
    private static void RemoveWhatIsGiven(JsonObject part)
    {
        part.Remove("id");
        part.Remove("fullName");
        foreach (var inner in part.Select(member => member.Value).OfType<JsonObject>())
        {
            RemoveWhatIsGiven(inner);
        }
    }
}

/// <summary>A resource as calls answer it: metadata of an endpoint, which the reference shows with the schema of the resource.</summary>
internal sealed record ExampleAnswer(Func<ExampleSetting, object> Make);

/// <summary>The partner and the random choices of an example.</summary>
/// <param name="PartnerId">The partner that makes the call.</param>
/// <param name="Seed">The seed of all random choices.</param>
/// <param name="World">The world of the partner, or null if it has none.</param>
internal sealed record ExampleSetting(Guid PartnerId, int Seed, World? World);

/// <summary>Adds examples to endpoints.</summary>
internal static class ExampleMetadata
{
    /// <summary>Adds a body that the call takes.</summary>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder route, string name, Func<ExampleSetting, object> make) =>
        route.WithMetadata(new ExampleBody(name, make));

    /// <summary>Adds a resource that the call answers.</summary>
    public static RouteHandlerBuilder WithAnswerExample(this RouteHandlerBuilder route, Func<ExampleSetting, object> make) =>
        route.WithMetadata(new ExampleAnswer(make));
}
