using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

public sealed class CallContextTests
{
    [Theory]
    [InlineData("Customer", "customer c-1", "world")]
    [InlineData("ClientIdentifier", "client partner-7", "world")]
    [InlineData("IdempotencyKey", "idempotency once", "world")]
    [InlineData("Token", "token t-9", "token ")]
    [InlineData("World", "world", "world")]
    public void A_rule_counts_a_call_by_what_it_names_or_else_for_its_world(string countBy, string key, string keyOfNothing)
    {
        var by = Enum.Parse<CountBy>(countBy);
        var call = new CallContext("customers.get") { RequestId = "1", CustomerKey = "c-1", ClientIdentifier = "partner-7", IdempotencyKey = "once", Token = "t-9" };

        Assert.Equal(key, call.KeyOf(by));
        Assert.Equal(keyOfNothing, new CallContext("customers.get") { RequestId = "1" }.KeyOf(by));
    }

    [Theory]
    [InlineData("ClientIdentifier")]
    [InlineData("IdempotencyKey")]
    public void A_call_without_the_value_is_counted_for_its_customer(string countBy) =>
        Assert.Equal("customer c-1", new CallContext("customers.get") { RequestId = "1", CustomerKey = "c-1" }.KeyOf(Enum.Parse<CountBy>(countBy)));
}
