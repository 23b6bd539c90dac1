using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CsCheck;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>
/// Random lives of a registration, step by step the same as in a small model. More of them than usual:
/// <c>CsCheck_Iter=10000 dotnet test</c>.
/// </summary>
[Trait("lane", "slow")]
public sealed class RegistrationModelTests : IAsyncLifetime
{
    private const int UsualIterations = 25;

    private static readonly Gen<(int Operation, int Choice)[]> Lives = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 30]).Array[10, 40];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private StandingEmulator _emulator = null!;
    private WebhookInbox _inbox = null!;
    private volatile ModelReceiver _receiver;

    // What one life is about.
    private RegistrationModel _model = new();
    private Partner _partner = null!;
    private JsonObject _registration = [];
    private string _customer = "";
    private int _eventsOfBefore;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "silent.yaml"), "{version: 1, scenario: silent, timeline: []}");
        _emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Scenarios:Folder"] = _folder.FullName },
        };
        _inbox = await WebhookInbox.StartAsync(webhook =>
        {
            var attempt = _attempts.AddOrUpdate((string)webhook.Json["id"]!, 1, (_, before) => before + 1);
            var isUp = _receiver == ModelReceiver.Up || (_receiver == ModelReceiver.UpEverySecondTime && attempt % 2 == 0);
            return Task.FromResult(isUp ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public Task Queue_statuses_and_counters_are_those_of_the_model_after_every_step() => Lives.SampleAsync(
        async life =>
        {
            await BeginAsync();
            foreach (var (operation, choice) in life)
            {
                // Each step has a moment of its own, so that no two retries are due at once.
                await AdvanceAsync(7);
                await StepAsync(operation, choice);
                await _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

                Assert.Equal([$"{_model.Status} {_model.Errors}", .. _model.Events], await DescribeAsync());
            }
        },
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? UsualIterations : Check.Iter,
        threads: 1);

    private async Task BeginAsync()
    {
        _model = new RegistrationModel();
        _receiver = ModelReceiver.Up;
        _eventsOfBefore = 0;
        _partner = _emulator.NewPartner();
        _registration = await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        _customer = (string)(await _partner.OnboardAsync(scenario: "silent"))["id"]!;
    }

    private Task StepAsync(int operation, int choice) => operation switch
    {
        <= 3 => HappenAsync(),
        4 or 5 => ChangeReceiverAsync((ModelReceiver)(choice % 3)),
        6 or 7 => RestartAsync(),
        8 when _model.HasEvents => ResendAsync(choice),
        9 when choice % 3 == 0 => DeleteAndRegisterAgainAsync(),
        _ => AdvanceAsync(choice * 400),
    };

    private async Task HappenAsync()
    {
        _model.Happen();
        (await _partner.PostAsync($"{_partner.Control}/events", new JsonObject { ["eventName"] = CustomerEvents.Onboarded, ["customerId"] = _customer })).Expect(HttpStatusCode.OK);
    }

    private Task ChangeReceiverAsync(ModelReceiver receiver)
    {
        _receiver = _model.Receiver = receiver;
        return Task.CompletedTask;
    }

    private async Task RestartAsync()
    {
        _model.Restart();
        await _partner.PutAsync($"/webhooks/v1/registrations/{_registration["id"]}/restart", []);
    }

    private async Task ResendAsync(int choice)
    {
        _model.Resend(choice);
        var events = await EventsAsync();
        await _partner.PostAsync($"/webhooks/v1/events/{events[choice % events.Count]["id"]}/resend", []);
    }

    private async Task DeleteAndRegisterAgainAsync()
    {
        _model = new RegistrationModel { Now = _model.Now, Receiver = _model.Receiver };
        await _partner.DeleteAsync($"/webhooks/v1/registrations/{_registration["id"]}");
        _registration = await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        _eventsOfBefore += (await EventsAsync()).Count;
    }

    // From due moment to due moment: the emulator's attempts run beside the clock, which must not be ahead of them.
    private async Task AdvanceAsync(int milliseconds)
    {
        var until = _model.Now + milliseconds;
        while (_model.Now < until)
        {
            var next = Math.Min(_model.NextDue ?? until, until);
            await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(next - _model.Now), _partner);
            _model.Now = next;
            _model.RunDue();
        }
    }

    private async Task<IReadOnlyList<JsonNode>> EventsAsync() => await ListAsync($"/webhooks/v1/events?partnerId={_partner.Id}&pageSize=50");

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string path) =>
        [.. (await _partner.GetAsync(path)).Json["results"]!.AsArray().Skip(_eventsOfBefore).Select(item => item!)];

    private async Task<IEnumerable<string>> DescribeAsync()
    {
        var registration = (await _partner.GetAsync($"/webhooks/v1/registrations/{_registration["id"]}")).Json;
        var deliveries = await ListAsync($"/_emulator/partners/{_partner.Id}/deliveries?pageSize=50");

        return (await EventsAsync())
            .Zip(deliveries, (happened, delivery) =>
                $"{happened["status"]} {((string)delivery["state"]! == "held" ? "held" : "free")} {delivery["attempts"]!.AsArray().Count}")
            .Prepend($"{registration["status"]} {registration["consecutiveErrors"]}");
    }
}
