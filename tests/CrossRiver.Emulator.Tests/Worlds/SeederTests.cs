using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Faking;

namespace CrossRiver.Emulator.Worlds;

public sealed class SeederTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    [Fact]
    public void While_many_customers_are_seeded_others_have_their_turns()
    {
        var partner = emulator.NewPartner();
        var turnsOfOthers = 0;

        var made = partner.World.Seeder.Seed(WithOthersBetween());

        Assert.Equal(200, made.Count);
        Assert.True(turnsOfOthers > 100, $"Others had {turnsOfOthers} turns.");

        IEnumerable<Func<CustomerStore, Customer>> WithOthersBetween()
        {
            foreach (var make in Seeding.Invent(partner.Id, 200, seed: 1))
            {
                var turn = new Thread(() => partner.World.InTurn(() => ++turnsOfOthers));
                turn.Start();
                Assert.True(turn.Join(TimeSpan.FromSeconds(5)), "Nobody else had a turn.");
                yield return make;
            }
        }
    }
}
