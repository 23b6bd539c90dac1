using System.Net;

namespace CrossRiver.Emulator.Reference;

public sealed class LandingPageTests
{
    [Fact]
    public async Task Every_place_that_the_front_door_leads_to_is_there()
    {
        await using var emulator = new RunningEmulator();

        var body = (await emulator.NewPartner().GetAsync("/")).Expect(HttpStatusCode.OK);

        foreach (var place in (string[])["reference", "openapi", "control", "ready", "scenarios"])
        {
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(emulator, (string)body[place]!));
        }

        Assert.All(body["bank"]!.AsArray(), route => Assert.StartsWith("/", (string)route!, StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> StatusOfAsync(RunningEmulator emulator, string path)
    {
        using var http = new HttpClient { BaseAddress = emulator.Url("http") };
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
