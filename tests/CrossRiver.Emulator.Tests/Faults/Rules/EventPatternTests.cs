namespace CrossRiver.Emulator.Faults.Rules;

public sealed class EventPatternTests
{
    [Theory]
    [InlineData("Core.Customer.Onboarded", null)]
    [InlineData("Core.Customer.Onboarded", "*")]
    [InlineData("Core.Customer.Onboarded", "**")]
    [InlineData("Core.Customer.Onboarded", "Core.Customer.Onboarded")]
    [InlineData("Core.Customer.Onboarded", "Core.*")]
    [InlineData("Core.Customer.Onboarded", "*Onboarded")]
    [InlineData("Core.Customer.Onboarded", "*Customer*")]
    [InlineData("Core.Customer.Onboarded", "Core.*.Onboarded")]
    [InlineData("Core.Customer.Onboarded", "Core.Customer.*Onboarded")]
    [InlineData("Core.Customer.Onboarded", "Core.Customer.Onboarded*")]
    [InlineData("Core.Customer.Onboarded", "Core.*Cus*tomer*d")]
    [InlineData("abab", "a*b*b")]
    [InlineData("abab", "ab*ab")]
    public void A_star_stands_for_any_text(string name, string? pattern) => Assert.True(EventPattern.Matches(name, pattern));

    [Theory]
    [InlineData("Core.Customer.Onboarded", "")]
    [InlineData("Core.Customer.Onboarded", "core.customer.onboarded")]
    [InlineData("Core.Customer.Onboarded", "Core.Customer")]
    [InlineData("Core.Customer.Onboarded", "Customer*")]
    [InlineData("Core.Customer.Onboarded", "*Customer")]
    [InlineData("Core.Customer.Onboarded", "Core.*.Changed")]
    [InlineData("Core.Customer.Onboarded", "*Customer*Core*")]
    [InlineData("aba", "ab*ba")]
    [InlineData("aba", "ab*b*a")]
    [InlineData("ab", "ab*b*")]
    [InlineData("a", "abc*x*")]
    public void The_rest_is_there_in_its_order_and_does_not_overlap(string name, string pattern) => Assert.False(EventPattern.Matches(name, pattern));
}
