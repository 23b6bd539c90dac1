using CrossRiver.Emulator.Fixtures;

namespace CrossRiver.Emulator.Testing;

public sealed class PrintedStoriesTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string Failures = "CrossRiver.Emulator.Testing.Failures";

    [Fact]
    public async Task The_story_of_a_failed_tests_customer_is_in_its_output_and_that_of_a_passed_ones_is_not()
    {
        await using var tests = RunningProgram.Start(Failures, AppContext.BaseDirectory, "-noColor");

        Assert.Equal(1, await tests.ExitAsync());
        var output = tests.Output;
        Assert.Contains("Total: 2, Errors: 0, Failed: 1", output, StringComparison.Ordinal);
        Assert.Contains("+4.000 s  change        ofac Reviewing → Positive", output, StringComparison.Ordinal);
        Assert.Contains("Note over B: +4.000 s ofac Reviewing → Positive", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pep-hit", output, StringComparison.Ordinal);
        Assert.DoesNotContain("info:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_has_the_same_partner_in_every_run_and_another_one_than_its_neighbours()
    {
        await using var other = new EmulatorFixture();
        await other.InitializeAsync();

        Assert.Equal(emulator.NewPartner().PartnerId, other.NewPartner().PartnerId);
        Assert.NotEqual(emulator.NewPartner().PartnerId, emulator.NewPartner().PartnerId);
    }

    [Fact]
    public void A_fixture_that_xunit_does_not_start_says_so() =>
        Assert.Contains("use it as a class", Assert.Throws<InvalidOperationException>(() => new EmulatorFixture().Bank).Message, StringComparison.Ordinal);
}
