using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults.Api;
using CsCheck;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Whatever answers get lost, no money appears or disappears, and what was completed is done once.</summary>
/// <remarks>More rounds by <c>CsCheck_Iter=10 dotnet test</c>.</remarks>
public sealed class MoneyOverHttpTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const int Customers = 10;
    private const int Numbers = 50;
    private const int Writers = 64;
    private const int StepsOfWriter = 40;

    private static readonly IReadOnlyList<string> Faults =
    [
        """{ "call": "transfers.create", "chance": "10%", "connection": "reset-before-answer", "applied": true }""",
        """{ "call": "transfers.create", "chance": "10%", "connection": "reset-before-answer", "applied": false }""",
        """{ "call": "transfers.create", "chance": "10%", "status": 503, "applied": true }""",
        """{ "call": "transfers.create", "chance": "10%", "status": 503, "applied": false }""",
    ];

    private static readonly Gen<Step[][]> Work = Gen.Select(
        Gen.Int[0, 19], Gen.Int[0, Numbers - 1], Gen.Int[1, Numbers - 1], Gen.Int[1, 1_000],
        (kind, first, distance, cents) => new Step(kind, first, (first + distance) % Numbers, cents)).Array[StepsOfWriter].Array[Writers];

    [Fact]
    public Task The_balances_are_those_of_the_transfers_that_were_completed() => Work.SampleAsync(
        async work =>
        {
            var bank = new Bank(emulator.NewPartner());
            await bank.OpenAsync();
            using var end = new CancellationTokenSource();
            var watch = bank.WatchAsync(end.Token);
            await Task.WhenAll(work.Select(bank.DoAsync));
            await end.CancelAsync();
            await watch;

            await bank.CheckAsync();
            await bank.RepeatAsync();
            await bank.CheckAsync();
        },
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? 1 : Check.Iter,
        threads: 1);

    /// <summary>What a writer does next.</summary>
    private sealed record Step(int Kind, int First, int Second, int Cents);

    /// <summary>The accounts of a partner beside a model of them.</summary>
    private sealed class Bank(Partner partner)
    {
        private readonly List<JsonObject> _customers = [];
        private readonly List<string> _accounts = [];
        private readonly List<string> _numbers = [];
        private readonly ConcurrentQueue<(string Number, long Cents)> _postings = new();
        private readonly ConcurrentQueue<(string Key, Step Step, Answer Answer)> _transfers = new();
        private readonly ConcurrentQueue<(string Account, string Id)> _restrictions = new();
        private int _keys;
        private int _otherSteps;

        /// <summary>Opens two accounts for each customer, of persons and businesses in turn, and subledgers of some of them.</summary>
        public async Task OpenAsync()
        {
            for (var index = 0; index < Customers; index++)
            {
                var (kind, product) = index % 2 == 0 ? ("personal", PersonalChecking) : ("business", BusinessChecking);
                _customers.Add(await partner.OnboardClearAsync(partner.Body($"create-{kind}.request.json")));
                _accounts.Add(await partner.OpenAsync(_customers[^1], new JsonObject { ["productId"] = product }));
                _accounts.Add(await partner.OpenAsync(_customers[^1], new JsonObject { ["productId"] = product }));
            }

            _numbers.AddRange(_accounts);
            while (_numbers.Count < Numbers)
            {
                _numbers.Add(await partner.OpenSubAsync(_accounts[_numbers.Count % (_accounts.Count / 2)]));
            }

            foreach (var number in _numbers)
            {
                await DepositAsync(number, 1_000);
            }

            foreach (var rule in Faults)
            {
                await partner.AddFaultAsync(rule);
            }
        }

        public async Task DoAsync(IReadOnlyList<Step> steps)
        {
            foreach (var step in steps)
            {
                await DoAsync(step);
            }
        }

        /// <summary>Sees, while the writers write, that each account has what its subledgers have.</summary>
        public async Task WatchAsync(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                await ReadBalancesAsync();
            }
        }

        /// <summary>Sends completed and refused transfers again: each gets the answer that it got.</summary>
        public async Task RepeatAsync()
        {
            foreach (var (key, step, answer) in _transfers.Where((_, place) => place % 20 == 0))
            {
                var again = await PersistAsync(key, step);
                Assert.Equal(answer.Text, again.Text);
                Assert.True(again.Headers.Contains("original-request-id"));
            }
        }

        public async Task CheckAsync()
        {
            var expected = _numbers.ToDictionary(number => number, _ => 0L, StringComparer.Ordinal);
            foreach (var (number, cents) in _postings)
            {
                expected[number] += cents;
            }

            var found = await ReadBalancesAsync();
            Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), found.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.Equal(Writers * StepsOfWriter, _transfers.Count + _otherSteps);
            var results = _transfers.Select(sent => ResultsOf(sent.Answer.Json)).ToHashSet(StringComparer.Ordinal);
            Assert.All(["Complete: OK OK", "Rejected: NSF OK", "Rejected: RES OK", "Rejected: OK RES"], result => Assert.Contains(result, results));
            Assert.All(await partner.GetHitsAsync(), hits => Assert.NotEqual(0, hits));
        }

        private async Task DoAsync(Step step)
        {
            var account = _accounts[step.First % _accounts.Count];
            switch (step.Kind)
            {
                case 0:
                    await DepositAsync(_numbers[step.First], step.Cents);
                    break;
                case 1:
                    var placed = (await partner.RestrictAsync(account, $$"""{"amountThreshold":{{step.Cents}}}""")).Expect(HttpStatusCode.OK);
                    _restrictions.Enqueue((account, (string)placed["id"]!));
                    break;
                case 2:
                    if (_restrictions.TryDequeue(out var lifted))
                    {
                        (await partner.DeleteAsync($"{AccountsPath}/{lifted.Account}/restrictions/{lifted.Id}")).Expect(HttpStatusCode.OK);
                    }

                    break;
                default:
                    await TransferAsync(step);
                    return;
            }

            Interlocked.Increment(ref _otherSteps);
        }

        private async Task DepositAsync(string number, int cents)
        {
            if ((await partner.DepositAsync(number, cents)).Status is HttpStatusCode.OK)
            {
                _postings.Enqueue((number, cents));
            }
        }

        private async Task TransferAsync(Step step)
        {
            var key = Interlocked.Increment(ref _keys).ToString(CultureInfo.InvariantCulture);
            var answer = await PersistAsync(key, step);
            _transfers.Enqueue((key, step, answer));
            if ((string)answer.Json["status"]! is "Complete")
            {
                _postings.Enqueue((_numbers[step.First], -step.Cents));
                _postings.Enqueue((_numbers[step.Second], step.Cents));
            }
        }

        // As a good client does: what was not answered well is sent again with its key.
        private async Task<Answer> PersistAsync(string key, Step step)
        {
            while (true)
            {
                try
                {
                    if (await SendAsync(key, step) is { Status: not HttpStatusCode.ServiceUnavailable } answer)
                    {
                        answer.Expect(HttpStatusCode.OK);
                        return answer;
                    }
                }
                catch (HttpRequestException)
                {
                    // The connection broke.
                }
            }
        }

        private Task<Answer> SendAsync(string key, Step step)
        {
            var (debit, credit) = (_numbers[step.First], _numbers[step.Second]);
            var body = new JsonObject { ["debitAccountNumber"] = debit, ["creditAccountNumber"] = credit, ["amount"] = step.Cents };
            var request = new HttpRequestMessage(HttpMethod.Post, TransfersPath) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            return partner.SendAsync(request);
        }

        private async Task<IReadOnlyDictionary<string, long>> ReadBalancesAsync()
        {
            var balances = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var customer in _customers)
            {
                foreach (var seen in await partner.SeeAccountsAsync(customer["id"]!))
                {
                    var (number, own) = ((string)seen["account"]!["accountNumber"]!, (long)seen["implicitBalance"]!);
                    var subs = seen["subAccounts"]!.AsArray()
                        .Select(sub => (Number: (string)sub!["accountNumber"]!, Balance: (long)sub["currentBalance"]!)).ToList();
                    Assert.Equal((long)seen["account"]!["currentBalance"]!, own + subs.Sum(sub => sub.Balance));
                    balances.Add(number, own);
                    subs.ForEach(sub => balances.Add(sub.Number, sub.Balance));
                }
            }

            return balances;
        }
    }
}
