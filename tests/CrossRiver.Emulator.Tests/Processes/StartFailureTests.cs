using CrossRiver.Emulator.Modules.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Processes;

public sealed class StartFailureTests
{
    [Fact]
    public void What_cannot_be_made_of_the_services_is_a_defect_and_not_a_users_mistake()
    {
        using var services = new ServiceCollection().AddSingleton<Missing>().BuildServiceProvider();

        Assert.Null(StartFailure.MessagesOf(Assert.Throws<InvalidOperationException>(services.GetRequiredService<Missing>)));
    }

    [Fact]
    public void What_our_own_code_throws_is_a_defect() =>
        Assert.Null(StartFailure.MessagesOf(Assert.Throws<FormatException>(new WebhookOptions { RetryWaits = "soon" }.ReadRetryWaits)));

    private sealed class Missing(IComparable absent)
    {
        public override string ToString() => $"{absent}";
    }
}
