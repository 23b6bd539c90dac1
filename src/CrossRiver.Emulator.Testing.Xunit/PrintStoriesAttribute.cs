using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace CrossRiver.Emulator.Testing;

/// <summary>Prints the story of each customer of a failed test, as a table and as a Mermaid diagram, to the test's output.</summary>
/// <remarks>The customers are those of the partners that the test made with <see cref="EmulatorFixture.NewPartner"/>.</remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PrintStoriesAttribute : BeforeAfterTestAttribute
{
    // More than that nobody reads.
    private const int MostStories = 10;

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var partners = PartnersOfTests.Take(TestContext.Current);
        if (TestContext.Current is { TestState.Result: TestResult.Failed, TestOutputHelper: { } output })
        {
            // xunit asks no attribute asynchronously, and its threads for tests are few: what is waited for here must not need one of them.
            Task.Run(() => PrintAsync(partners, output)).GetAwaiter().GetResult();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What goes wrong here must not hide what the test failed with.")]
    private static async Task PrintAsync(IReadOnlyCollection<PartnerWorld> partners, ITestOutputHelper output)
    {
        try
        {
            foreach (var partner in partners)
            {
                await PrintAsync(partner, output);
            }
        }
        catch (Exception exception)
        {
            output.WriteLine($"The stories cannot be told: {exception.Message}");
        }
    }

    private static async Task PrintAsync(PartnerWorld partner, ITestOutputHelper output)
    {
        var journal = await partner.JournalAsync(kinds: "choice");
        Guid[] customers = [.. journal.Select(entry => entry.CustomerId).OfType<Guid>().Distinct()];
        output.WriteLine(customers is [] ? $"Partner {partner.PartnerId} has created no customer." : $"Partner {partner.PartnerId}:");
        foreach (var customerId in customers.Take(MostStories))
        {
            output.WriteLine($"{await partner.StoryAsync(customerId)}");
        }

        if (customers.Length > MostStories)
        {
            output.WriteLine($"… and {customers.Length - MostStories} more customers; StoryAsync tells theirs.");
        }
    }
}
