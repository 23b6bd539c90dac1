using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace CrossRiver.Emulator.Testing;

/// <summary>Prints the story of each customer of a failed test to the test's output, as a table and as a Mermaid diagram.</summary>
/// <remarks>Includes the first 10 customers of each partner that the test created with <see cref="EmulatorFixture.NewPartner"/>.</remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PrintStoriesAttribute : BeforeAfterTestAttribute
{
    // More stories do not help the reader of a test's output.
    private const int MostStories = 10;

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var partners = PartnersOfTests.Take(TestContext.Current);
        if (TestContext.Current is { TestState.Result: TestResult.Failed, TestOutputHelper: { } output })
        {
            // xunit calls attributes synchronously on one of its few test threads, so the awaited work must run on another thread.
            Task.Run(() => PrintAsync(partners, output)).GetAwaiter().GetResult();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A failure here must not hide the failure of the test.")]
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
            output.WriteLine($"The stories cannot be printed: {exception.Message}");
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
            output.WriteLine($"… and {customers.Length - MostStories} more customers; call StoryAsync for their stories.");
        }
    }
}
