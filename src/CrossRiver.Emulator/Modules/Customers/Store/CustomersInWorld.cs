using CrossRiver.Emulator.Modules.Customers.Faking;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>The customers of a world.</summary>
internal static class CustomersInWorld
{
    extension(World world)
    {
        public WorldCustomers Customers => world.Part<WorldCustomers>();

        /// <summary>Gets what fills the world with customers whose stories are over.</summary>
        public Seeder Seeder => new(world);
    }
}
