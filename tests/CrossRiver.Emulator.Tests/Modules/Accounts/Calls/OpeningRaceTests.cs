using System.Collections.Concurrent;
using System.Net;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Many callers try to open an account in the moment in which a review is released.</summary>
public sealed class OpeningRaceTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const int Callers = 16;
    private const int Rounds = 5;

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task An_account_is_opened_only_after_the_release_and_always_after_its_answer()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var customer = await _partner.OnboardReachableAsync(scenario: "ofac-review");
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
            var answers = new ConcurrentBag<(bool IsAfterRelease, Answer Answer)>();
            var (isReleased, tries) = (false, 0);

            // The last call of each caller begins after the answer to the release.
            async Task TryAgainAndAgainAsync()
            {
                for (var isLast = false; !isLast;)
                {
                    isLast = Volatile.Read(ref isReleased);
                    answers.Add((isLast, await _partner.OpenAccountAsync(customer)));
                    Interlocked.Increment(ref tries);
                }
            }

            var callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => TryAgainAndAgainAsync()));
            await Until.HoldsAsync(() => Volatile.Read(ref tries) >= Callers);
            (await _partner.PostAsync($"{_partner.Control}/customers/{customer["id"]}/actions/release", [])).Expect(HttpStatusCode.OK);
            Volatile.Write(ref isReleased, true);
            await callers;

            Assert.All(
                answers.Where(tried => tried.Answer.Status is not HttpStatusCode.OK),
                tried => Assert.True(!tried.IsAfterRelease && tried.Answer.Codes().SequenceEqual([2102]), tried.Answer.Text));
            Assert.Equal(Callers, answers.Count(tried => tried.IsAfterRelease));
            var changes = (await _partner.GetJournalAsync())
                .Where(entry => (string)entry["kind"]! == "change" && (string?)entry["customerId"] == (string)customer["id"]!)
                .Select(entry => (string)entry["what"]!).ToList();
            var opened = changes.FindAll(what => what.EndsWith(": opened", StringComparison.Ordinal));
            Assert.Equal(answers.Count(tried => tried.Answer.Status is HttpStatusCode.OK), opened.Count);
            Assert.True(changes.IndexOf("ofac Reviewing → Clear") is var clear and >= 0 && clear < changes.IndexOf(opened[0]), string.Join('\n', changes));
        }
    }
}
