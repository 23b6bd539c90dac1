using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Fixtures;
using Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Packaging.Gateways;

/// <summary>Three emulators behind the sample gateway are one bank for a thousand partners. The first of them is a process, and is killed.</summary>
public sealed partial class OneBankTests : IAsyncLifetime
{
    private const int Partners = 1000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway");
    private readonly List<RunningEmulator> _inProcess = [];
    private readonly ConcurrentDictionary<Guid, string> _customers = [];
    private RunningProgram _process = null!;
    private WebApplication _gateway = null!;
    private HttpClient _http = null!;
    private Uri _killed = null!;

    // It is of the third instance, and so outlives the first.
    private static readonly Guid Bound = IdOf(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(KeyFile, key.ExportPkcs8PrivateKeyPem(), Stop);
        _process = StartProcess("http://127.0.0.1:0");
        _killed = await _process.UrlAsync();
        _inProcess.AddRange([new RunningEmulator { Settings = Settings() }, new RunningEmulator { Settings = Settings() }]);
        _gateway = RunningGateway.Start([_killed.GetLeftPart(UriPartial.Authority), .. _inProcess.Select(emulator => emulator.Url("http").GetLeftPart(UriPartial.Authority))]);
        _http = new HttpClient { BaseAddress = new Uri(_gateway.Urls.Single()), Timeout = Partner.Patience };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
        await _process.DisposeAsync();
        foreach (var emulator in _inProcess)
        {
            await emulator.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Partners_see_one_bank_and_a_killed_instance_takes_only_its_own_with_it_until_it_is_back()
    {
        var partners = Enumerable.Range(1, Partners).Select(number => NewPartner(IdOf(number))).ToList();
        await EachAsync(partners, CreateAsync);
        (await Everyone.PostAsync("/_emulator/clock/advance", new JsonObject { ["by"] = "5s" })).Expect(HttpStatusCode.OK);

        await EachAsync(partners, SeeOwnAsync);
        Assert.Equal(Partners, (await Everyone.GetAllAsync("/core/v1/cm/customers?")).Select(customer => (string)customer["id"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(partners.Select(partner => $"{partner.Id}").Order(StringComparer.Ordinal), await WorldsAsync());
        await SeeOwnByTokenAsync();

        // The last change stands in the state file, and so does all before it.
        var lost = partners.FindAll(partner => IsOfKilled(partner.Id));
        var others = partners.Except(lost).ToList();
        var last = (await lost[^1].OnboardAsync())["id"]!;
        var read = DateTime.MinValue;
        await Until.HoldsAsync(async () =>
        {
            var written = File.GetLastWriteTimeUtc(StateFile);
            var isNew = File.Exists(StateFile) && written != read;
            read = written;
            return isNew && (await File.ReadAllTextAsync(StateFile, Stop)).Contains($"{last}", StringComparison.Ordinal);
        });
        await _process.KillAsync();

        Assert.InRange(lost.Count, Partners / 4, Partners / 2);
        await EachAsync(lost, async partner =>
        {
            var refused = await ReadAsync(partner);
            Assert.Equal((HttpStatusCode.BadGateway, $"Instance {_killed.GetLeftPart(UriPartial.Authority)} does not answer; partners of other instances are not affected"), (refused.Status, Assert.Single(refused.Messages)));
        });
        await EachAsync(others, async partner => Assert.Equal(_customers[partner.Id], (string)(await ReadAsync(partner)).Expect(HttpStatusCode.OK)["id"]!));
        await SeeOwnByTokenAsync();
        var failedForAll = await Everyone.PutAsync("/_emulator/clock", new JsonObject { ["mode"] = "Manual" });
        Assert.Equal(HttpStatusCode.BadGateway, failedForAll.Status);
        Assert.StartsWith($"Instance {_killed.GetLeftPart(UriPartial.Authority)} does not answer; done by: http://127.0.0.1:", Assert.Single(failedForAll.Messages), StringComparison.Ordinal);

        await _process.DisposeAsync();
        _process = StartProcess(_killed.GetLeftPart(UriPartial.Authority));
        await _process.UrlAsync();
        await EachAsync(lost.SkipLast(1).ToList(), SeeOwnAsync);
        Assert.Equal(2, await lost[^1].CountCustomersAsync());
    }

    private Partner Everyone => NewPartner(Guid.Empty);

    private string StateFile => Path.Combine(_folder.FullName, "state.json");

    private string KeyFile => Path.Combine(_folder.FullName, "signing.pem");

    private static Task EachAsync(IReadOnlyList<Partner> partners, Func<Partner, Task> act) =>
        Parallel.ForEachAsync(partners, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (partner, _) => await act(partner));

    private async Task CreateAsync(Partner partner)
    {
        var registration = partner.Body("registration.request.json");
        registration["type"] = "Poll";
        (await partner.PostAsync("/webhooks/v1/registrations", registration)).Expect(HttpStatusCode.OK);
        _customers[partner.Id] = (string)(await partner.OnboardAsync())["id"]!;
    }

    // Everything of a partner is there, once, and nothing of any other partner.
    private async Task SeeOwnAsync(Partner partner)
    {
        var customer = _customers[partner.Id];
        var read = await ReadAsync(partner);
        var customers = await partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}");
        var registrations = await partner.GetAsync($"/webhooks/v1/registrations?partnerId={partner.Id}");
        var story = await partner.GetAsync($"/_emulator/customers/{customer}/timeline");
        var journal = await partner.GetAsync($"{partner.Control}/journal?kind=event,change");
        var report = await partner.GetAsync($"{partner.Control}/report");

        Assert.Equal((customer, "Clear"), ((string)read.Expect(HttpStatusCode.OK)["id"]!, (string)read.Json["ofac"]!));
        Assert.Equal([customer], customers.Expect(HttpStatusCode.OK)["results"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Single(registrations.Expect(HttpStatusCode.OK)["results"]!.AsArray());
        Assert.Equal(customer, (string)story.Expect(HttpStatusCode.OK)["customerId"]!);
        Assert.Contains("Core.Customer.Onboarded", journal.Expect(HttpStatusCode.OK).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal($"{partner.Id}", (string)report.Expect(HttpStatusCode.OK)["partnerId"]!);
        Answer[] answers = [read, customers, registrations, story, journal, report];
        Assert.All(answers.SelectMany(answer => Identifier().Matches(answer.Text)).Select(match => Guid.Parse(match.Value)), id => Assert.True(
            id == partner.Id || (!_customers.ContainsKey(id) && id.ToByteArray(bigEndian: true)[0] == PartnerByte.Of(partner.Id)), $"{id} is not of {partner.Id}"));
    }

    // Only the customer's identifier tells where it is.
    private Task<Answer> ReadAsync(Partner partner) => partner.GetAsync($"/core/v1/cm/customers/{_customers[partner.Id]}");

    // A token is issued by any instance, and taken by that of its partner, to which it leads.
    private async Task SeeOwnByTokenAsync()
    {
        using var http = new HttpClient { BaseAddress = _http.BaseAddress };
        var bound = new Partner(Bound, http);
        await bound.TakeTokenAsync("bound");

        Assert.Equal(Bound, Guid.Parse((string)Assert.Single(await bound.GetAllAsync("/core/v1/cm/customers?"))["partnerId"]!));
    }

    private async Task<IReadOnlyList<string>> WorldsAsync() =>
        [.. (await Everyone.GetAllAsync("/_emulator/partners?")).Select(world => (string)world["partnerId"]!).Order(StringComparer.Ordinal)];

    private static Guid IdOf(int number) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    private Partner NewPartner(Guid id) => new(id, _http);

    private bool IsOfKilled(Guid partnerId) => _gateway.Services.GetRequiredService<Instances>().Of(PartnerByte.Of(partnerId)) == _killed.GetLeftPart(UriPartial.Authority);

    private RunningProgram StartProcess(string url) => RunningProgram.Start(
        "CrossRiver.Emulator",
        _folder.FullName,
        ["--urls", url, "--state", StateFile, "--state-interval", "1s", "--Emulator:Scenarios:Watch=false", .. Settings().Select(setting => $"--{setting.Key}={setting.Value}")]);

    private Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["Emulator:Clock:Mode"] = "Manual",
        ["Emulator:Worlds:AbandonedAfter"] = "0s",
        ["Emulator:Tokens:SigningKey"] = KeyFile,
        ["Emulator:Tokens:Clients:0:Id"] = "bound",
        ["Emulator:Tokens:Clients:0:Secret"] = "secret",
        ["Emulator:Tokens:Clients:0:PartnerId"] = $"{Bound}",
    };

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Identifier();
}
