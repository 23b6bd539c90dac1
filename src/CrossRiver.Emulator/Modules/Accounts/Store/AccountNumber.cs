namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Creates the numbers of accounts and subledgers in the bank's form.</summary>
/// <remarks>
/// Source: the bank's pages on deposit accounts and subledgers. Ours is that the random digits, as a number, have the partner's byte as their remainder by 256.
/// </remarks>
internal static class AccountNumber
{
    private const int Shortest = 10;
    private const int Longest = 17;

    // When so many numbers with the partner's byte are taken, hardly one of them is free.
    private const int MostAttemptsOfPartner = 1000;

    /// <summary>Chooses the number of a deposit account: 2, eight random digits and the Luhn digit.</summary>
    /// <param name="choice">The name of the choice; the same name gives the same number, unless it is taken.</param>
    public static string ChooseForDeposit(KeyedRandom random, string choice, Func<string, bool> isTaken) => Choose("2", 8, random, choice, isTaken);

    /// <summary>Chooses the number of a subledger: 3, ten random digits and the Luhn digit.</summary>
    /// <param name="choice">The name of the choice; the same name gives the same number, unless it is taken.</param>
    public static string ChooseForSubledger(KeyedRandom random, string choice, Func<string, bool> isTaken) => Choose("3", 10, random, choice, isTaken);

    /// <summary>Returns whether a request may contain a number: 10 to 17 digits.</summary>
    /// <remarks>The Luhn digit is not checked, because numbers in the bank's own samples fail it. A number of no account is ANF, not a wrong request.</remarks>
    public static bool IsWellFormed(string number) => number.Length is >= Shortest and <= Longest && number.All(char.IsAsciiDigit);

    /// <summary>Returns the digit that completes a number by the formula of Luhn.</summary>
    public static char LuhnDigit(string digits)
    {
        var sum = digits.Reverse().Select((digit, index) => index % 2 == 0 ? SumOfDigits((digit - '0') * 2) : digit - '0').Sum();
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static string Choose(string start, int count, KeyedRandom random, string choice, Func<string, bool> isTaken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Any other digits are without the first one, which is never zero.
            var name = attempt == 1 ? choice : $"{choice}/{attempt}";
            var digits = start + (attempt <= MostAttemptsOfPartner ? random.DigitsOfPartner(count, name) : random.Digits(count + 1, name)[1..]);
            var number = digits + LuhnDigit(digits);
            if (!isTaken(number))
            {
                return number;
            }
        }
    }

    private static int SumOfDigits(int number) => (number / 10) + (number % 10);
}
