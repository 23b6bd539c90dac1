using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Errors;
using CsCheck;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Whatever many callers do at once, no money appears or disappears. More rounds by <c>CsCheck_Iter=1000 dotnet test</c>.</summary>
public sealed class MoneyTests
{
    private const int Accounts = 20;
    private const int Subledgers = 30;
    private const int Writers = 64;
    private const int UsualIterations = 5;

    private static readonly Gen<(int Operation, int First, int Second, int Cents)[][]> Work =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, Accounts + Subledgers - 1], Gen.Int[0, Accounts + Subledgers - 1], Gen.Int[1, 1_000]).Array[30].Array[Writers];

    [Fact]
    public Task The_sums_agree_after_every_step_of_64_writers() => Work.SampleAsync(
        async work =>
        {
            var bank = new Bank();
            await Task.WhenAll(work.Select(steps => Task.Run(() => Array.ForEach(steps, bank.Do))));

            Assert.Equal(Writers * work[0].Length, bank.Steps);
            Assert.Equal([ResultCode.OK, ResultCode.NSF, ResultCode.RES, ResultCode.CLS, ResultCode.DRM], bank.Results);
        },
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? UsualIterations : Check.Iter,
        threads: 1);

    /// <summary>Accounts behind the lock of a world, with the money that was deposited.</summary>
    private sealed class Bank
    {
        private readonly WorldLock _lock = new();
        private readonly TestAccounts _accounts = new();
        private readonly List<string> _numbers = [];
        private readonly HashSet<ResultCode> _results = [];
        private long _deposited;

        public Bank()
        {
            for (var index = 0; index < Accounts; index++)
            {
                _numbers.Add(_accounts.Open(index % 2 == 0 ? LedgerType.PassThrough : LedgerType.Direct).Number);
            }

            // The last accounts have an implicit subledger only.
            for (var index = 0; index < Subledgers; index++)
            {
                _numbers.Add(_accounts.OpenSub(_accounts.Find(_numbers[index % (Accounts / 2)])!).Number);
            }
        }

        public int Steps { get; private set; }

        /// <summary>The results of all transfers.</summary>
        public IEnumerable<ResultCode> Results => _results.Order();

        public void Do((int Operation, int First, int Second, int Cents) step)
        {
            RequireWholeReads();
            _lock.Run(() =>
            {
                Act(step);
                RequireSums();
                return Steps++;
            });
        }

        private void Act((int Operation, int First, int Second, int Cents) step)
        {
            var (number, account) = (_numbers[step.First], _numbers[step.First % Accounts]);
            switch (step.Operation)
            {
                case <= 3:
                    Deposit(number, step.Cents);
                    break;
                case <= 14 when step.First != step.Second:
                    RequireResult(_accounts.Transfer(number, _numbers[step.Second], step.Cents));
                    break;
                case 15 or 16:
                    var only = _accounts.SubsOf(account).FirstOrDefault()?.Number;
                    _accounts.Restrict(account, new RestrictionRequest { AmountThreshold = new Cents(step.Cents), SubAccountNumber = only });
                    break;
                case 17 or 18 when _accounts.RestrictionsOf(account) is [{ Id: var id }, ..]:
                    _accounts.Lift(_accounts.Find(account)!, id);
                    break;
                default:
                    _accounts.SetStatus(account, (step.Cents % 8) switch { 0 => AccountStatus.Closed, 1 => AccountStatus.Dormant, _ => AccountStatus.Active });
                    break;
            }
        }

        private void Deposit(string number, int cents)
        {
            try
            {
                _accounts.Deposit(number, cents);
                _deposited += cents;
            }
            catch (ApiException refused) when (refused.Error == AccountErrors.CreditRefused)
            {
                // It is closed, dormant or restricted at the moment.
            }
        }

        private void RequireSums()
        {
            var accounts = _numbers[..Accounts].Select(number => _accounts.Find(number)!).ToList();
            SavedAccounts.Check(_accounts.Save(), TestAccounts.Partner, Place.Root);

            Assert.Equal(_deposited, accounts.Sum(account => account.Balance.Value));
        }

        // Without the lock, the halves of a change are never seen apart, either.
        private void RequireWholeReads() => Assert.All(_numbers[(Accounts / 2)..Accounts], number =>
        {
            var account = _accounts.Find(number)!;
            Assert.Equal(account.Balance, account.ImplicitBalance);
        });

        private void RequireResult(Transfer transfer)
        {
            _results.UnionWith([transfer.Debit.Result, transfer.Credit.Result]);
            Assert.Equal(transfer.Status is TransferStatus.Complete, (transfer.Debit.Result, transfer.Credit.Result) == (ResultCode.OK, ResultCode.OK));
        }
    }
}
