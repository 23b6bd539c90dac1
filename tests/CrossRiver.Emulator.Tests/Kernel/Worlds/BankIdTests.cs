using CrossRiver.Emulator.Kernel.Randomness;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class BankIdTests
{
    [Theory]
    [InlineData("2021-11-22T15:49:58.803Z", "-ade80104eb79")]
    [InlineData("1900-01-01T00:00:00Z", "-000000000000")]
    [InlineData("1899-12-31T12:00:00Z", "-000000c5c100")]
    [InlineData("1900-01-02T00:00:01Z", "-00010000012c")]
    [InlineData("2079-06-06T00:00:00Z", "-ffff00000000")]
    [InlineData("2100-01-01T00:00:00Z", "-ffff00000000")]
    [InlineData("1900-01-02T03:00:00+05:00", "-0000016a8c80")]
    [ContractRow("7.2 ids")]
    public void An_identifier_ends_with_the_time_like_the_banks_own(string made, string ending)
    {
        var id = BankId.Create(DateTimeOffset.Parse(made, null), new byte[BankId.RandomLength]);

        Assert.EndsWith(ending, id.ToString(), StringComparison.Ordinal);
    }
}
