using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CsCheck;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>The numbers of accounts have the form of the bank's.</summary>
public sealed class AccountNumberTests
{
    private static readonly KeyedRandom Random = new(seed: 1, TestAccounts.Partner);

    [Theory]
    [InlineData("2235223803")]
    [InlineData("2254575653")]
    [InlineData("327631054035")]
    [InlineData("158560897007")]
    [InlineData("190432130358")]
    public void The_last_digit_of_a_printed_number_is_its_Luhn_digit(string number) => Assert.Equal(number[^1], AccountNumber.LuhnDigit(number[..^1]));

    [Fact]
    public void A_deposit_account_has_10_digits_and_a_subledger_12() => Gen.String.Sample(choice =>
    {
        var deposit = AccountNumber.ChooseForDeposit(Random, choice, _ => false);
        var subledger = AccountNumber.ChooseForSubledger(Random, choice, _ => false);

        Assert.Matches("^2[0-9]{9}$", deposit);
        Assert.Matches("^3[0-9]{11}$", subledger);
        Assert.All([deposit, subledger], number => Assert.Equal(AccountNumber.LuhnDigit(number[..^1]), number[^1]));
    });

    [Fact]
    public void A_number_depends_on_its_name_alone()
    {
        Assert.Equal(AccountNumber.ChooseForDeposit(Random, "one", _ => false), AccountNumber.ChooseForDeposit(Random, "one", _ => false));
        Assert.NotEqual(AccountNumber.ChooseForDeposit(Random, "one", _ => false), AccountNumber.ChooseForDeposit(Random, "two", _ => false));
    }

    [Fact]
    public void A_taken_number_is_not_given_again()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);

        for (var time = 1; time <= 10; time++)
        {
            Assert.True(taken.Add(AccountNumber.ChooseForDeposit(Random, "one", taken.Contains)));
        }
    }

    // After a thousand numbers with the byte of the partner come those with any.
    [Theory]
    [InlineData(0, "2524434913 338524434911")]
    [InlineData(1, "2603014115 357603014113")]
    [InlineData(999, "2895504351 363895504357")]
    [InlineData(1000, "2076946702 385076946701")]
    public void The_numbers_of_a_seed_stay_the_same_also_when_the_first_ones_are_taken(int taken, string numbers)
    {
        var (ofDeposit, ofSubledger) = (0, 0);

        Assert.Equal(
            numbers,
            $"{AccountNumber.ChooseForDeposit(Random, "one", _ => ofDeposit++ < taken)} {AccountNumber.ChooseForSubledger(Random, "one", _ => ofSubledger++ < taken)}");
    }

    // The vectors of docs/how-to/share-one-instance.md.
    [Theory]
    [InlineData("6e80b097-693c-4592-8440-02f345335bbf", 99)]
    [InlineData("00000000-0000-0000-0000-000000000000", 18)]
    public void The_random_digits_have_the_byte_of_the_partner_as_their_remainder(string partner, int partnerByte) => Gen.String.Sample(choice =>
    {
        var random = new KeyedRandom(seed: 1, new Guid(partner));
        string[] numbers = [AccountNumber.ChooseForDeposit(random, choice, _ => false), AccountNumber.ChooseForSubledger(random, choice, _ => false)];

        Assert.All(numbers, number => Assert.Equal(partnerByte, long.Parse(number[1..^1], null) % 256));
    });

    [Fact]
    public void When_all_numbers_with_the_byte_of_the_partner_are_taken_there_is_another()
    {
        var number = AccountNumber.ChooseForDeposit(Random, "one", number => long.Parse(number[1..^1], null) % 256 == 99);

        Assert.Matches("^2[0-9]{9}$", number);
        Assert.Equal(AccountNumber.LuhnDigit(number[..^1]), number[^1]);
    }

    [Theory]
    [InlineData("2001231231", true)]
    [InlineData("12345678901234567", true)]
    [InlineData("200012345", false)]
    [InlineData("123456789012345678", false)]
    [InlineData("223522380x", false)]
    [InlineData("２２３５２２３８０３", false)]
    [InlineData("", false)]
    public void A_request_may_have_10_to_17_digits(string number, bool isWellFormed) => Assert.Equal(isWellFormed, AccountNumber.IsWellFormed(number));
}
