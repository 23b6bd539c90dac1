namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Keeps the results of scans before silent changes, for the events that announce these changes later.</summary>
internal static class SilentChanges
{
    extension(Customer customer)
    {
        /// <summary>Returns the customer with the results of its scans before its silent changes.</summary>
        public Customer AsAnnounced() => customer is { AnnouncedOfac: null, AnnouncedPepScan: null } ? customer : customer with
        {
            Ofac = customer.AnnouncedOfac ?? customer.Ofac,
            PepScan = customer.AnnouncedPepScan ?? customer.PepScan,
        };

        /// <summary>Returns the customer after a silent change.</summary>
        /// <param name="before">The customer before the change.</param>
        public Customer Unannounced(Customer before) => customer with
        {
            AnnouncedOfac = before.AnnouncedOfac ?? before.Ofac,
            AnnouncedPepScan = before.AnnouncedPepScan ?? before.PepScan,
        };

        /// <summary>Returns the customer after an event.</summary>
        /// <param name="eventName">The name of the event, or null if there was none.</param>
        public Customer Announced(string? eventName) => eventName switch
        {
            CustomerEvents.OfacChanged when customer.AnnouncedOfac is not null => customer with { AnnouncedOfac = null },
            CustomerEvents.PepScanChanged when customer.AnnouncedPepScan is not null => customer with { AnnouncedPepScan = null },
            _ => customer,
        };
    }
}
