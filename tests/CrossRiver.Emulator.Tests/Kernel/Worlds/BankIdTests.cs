using CrossRiver.Emulator.Kernel.Randomness;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class BankIdTests
{
    [Theory]
    [InlineData("2021-11-22T15:49:58.803Z", "-ade80104eb79")]
    [InlineData("1900-01-01T00:00:00Z", "-000000000000")]
    [ContractRow("7.2 ids")]
    public void An_identifier_ends_with_the_time_like_the_banks_own(string made, string ending)
    {
        var id = BankId.Create(DateTimeOffset.Parse(made, null), new byte[BankId.RandomLength]);

        Assert.EndsWith(ending, id.ToString(), StringComparison.Ordinal);
    }
}
