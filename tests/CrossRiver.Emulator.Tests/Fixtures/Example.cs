using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>The bank's own requests, answers and events, from the contract.</summary>
public static class Example
{
    public static JsonObject Read(string name)
    {
        using var stream = typeof(Example).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no example {name}.", nameof(name));
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>Asserts that a body is like the bank's, member by member and in order, but for values that differ from call to call.</summary>
    /// <param name="example">The example's file name.</param>
    /// <param name="body">The body.</param>
    /// <param name="own">The members whose values are the call's own, each with what the value must look like.</param>
    public static void AssertLike(string example, JsonObject body, IReadOnlyDictionary<string, string> own)
    {
        var expected = Read(example);
        Assert.Equal(expected.Select(member => member.Key), body.Select(member => member.Key));
        foreach (var (name, value) in expected)
        {
            if (own.TryGetValue(name, out var pattern))
            {
                Assert.Matches($"^{pattern}$", body[name]!.ToString());
            }
            else
            {
                Assert.Equal(value!.ToJsonString(), body[name]!.ToJsonString());
            }
        }
    }
}
