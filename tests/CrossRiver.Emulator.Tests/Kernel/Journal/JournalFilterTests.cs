namespace CrossRiver.Emulator.Kernel.Journal;

public sealed class JournalFilterTests
{
    private static readonly Guid Customer = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private static readonly Guid Event = new("6e80b097-693c-4592-8440-02f345335bbf");
    private static readonly Guid Partner = new("eaf67ca7-f8b8-4e7c-9bd8-a8ea00f53d64");

    private static readonly JournalEntry[] Entries =
    [
        new ControlEntry { At = default, What = "something" },
        new ChangeEntry { At = default, About = Events.ResourceKey.OfCustomer(Customer), What = "ofac Pending → Clear" },
        new EventEntry { At = default, About = Events.ResourceKey.OfCustomer(Customer), EventName = "Core.Customer.Onboarded", EventId = Event },
        new AttemptEntry { At = default, CustomerId = Guid.Empty, EventName = "Core.Customer.Onboarded", EventId = Event, Attempt = 1, CallbackUrl = "", DurationMilliseconds = 0 },
        new FaultEntry { At = default, EventId = Event, Fault = "late", Rule = "" },
        new RegistrationEntry { At = default, RegistrationId = default, EventName = "Core.Account.Opened", What = "" },
        new ChoiceEntry { At = default, CustomerId = Customer, Scenario = "clear", Reason = "" },
    ];

    [Fact]
    public void Without_a_choice_every_entry_is_accepted() => Assert.Equal(Entries.Length, Entries.Count(JournalFilter.None.Accepts));

    [Theory]
    [InlineData("Core.Customer.Onboarded", "event attempt")]
    [InlineData("core.customer.onboarded", "event attempt")]
    [InlineData("Core.Account.Opened", "registration")]
    [InlineData("6E80B097-693C-4592-8440-02F345335BBF", "event attempt fault")]
    [InlineData("00000000-0000-0000-0000-000000000000", "")]
    [InlineData("Core.Customer", "")]
    public void Entries_are_chosen_by_the_name_or_the_identifier_of_their_event(string text, string kinds) => Assert.Equal(kinds, Kinds(new JournalFilter { Event = text }));

    [Fact]
    public void Entries_are_chosen_by_their_customer_and_its_partner()
    {
        Assert.Equal("change event choice", Kinds(new JournalFilter { IsCustomer = (_, customer) => customer == Customer }));

        var ofPartner = new ChoiceEntry { At = default, PartnerId = Partner, CustomerId = Customer, Scenario = "clear", Reason = "" };
        Assert.True(new JournalFilter { IsCustomer = (partner, _) => partner == Partner }.Accepts(ofPartner));
    }

    [Fact]
    public void Entries_are_chosen_by_their_cause_and_their_kind()
    {
        Assert.Equal("control", Kinds(new JournalFilter { Causes = [EntryCause.Tester] }));
        Assert.Equal("fault", Kinds(JournalFilter.OfKind("fault")));
        Assert.Equal("", Kinds(JournalFilter.OfKind("Fault")));
        Assert.Equal("", Kinds(new JournalFilter { Kinds = ["fault"], Causes = [EntryCause.Tester] }));
    }

    [Theory]
    [InlineData("call", "call")]
    [InlineData("CALL", "call")]
    [InlineData("calls", null)]
    public void A_kind_is_found_in_any_casing(string text, string? kind) => Assert.Equal(kind, EntryKinds.Find(text));

    [Fact]
    public void There_are_eight_kinds() => Assert.Equal(["attempt", "call", "change", "choice", "control", "event", "fault", "registration"], EntryKinds.Names);

    [Fact]
    public void An_attempt_without_a_failure_has_succeeded()
    {
        var attempt = (AttemptEntry)Entries[3];

        Assert.Equal("succeeded", attempt.Outcome);
        Assert.Equal("failed", new AttemptEntry { At = default, EventName = "", EventId = default, Attempt = 1, CallbackUrl = "", Failure = "late", DurationMilliseconds = 0 }.Outcome);
    }

    // 200 bytes of fields; a text takes 24 bytes and two for each character, in steps of eight.
    [Fact]
    public void The_memory_of_an_entry_grows_with_its_texts()
    {
        Assert.Equal(200 + 24, new ControlEntry { At = default, What = "" }.EstimateBytes());
        Assert.Equal(200 + 32, new ControlEntry { At = default, What = "abcd" }.EstimateBytes());
        Assert.Equal(200 + 32, new ChangeEntry { At = default, About = default, What = "abcd" }.EstimateBytes());
        Assert.Equal(200 + 32 + 32, new ChangeEntry { At = default, About = default, What = "abcd", Value = "abcd" }.EstimateBytes());
        Assert.Equal(200 + 32, new EventEntry { At = default, About = default, EventName = "abcd" }.EstimateBytes());
        Assert.Equal(200 + (3 * 32), new FaultEntry { At = default, RequestId = "abcd", Fault = "abcd", Rule = "abcd" }.EstimateBytes());
        Assert.Equal(200 + 32 + 40, new RegistrationEntry { At = default, RegistrationId = default, EventName = "abcd", What = "abcdefgh" }.EstimateBytes());
        Assert.Equal(
            200 + 32 + 40 + 48 + 56,
            new AttemptEntry { At = default, EventName = "abcd", EventId = default, Attempt = 1, Copy = "abcdefgh", CallbackUrl = "abcdefghijkl", Failure = "abcdefghijklmnop", DurationMilliseconds = 0 }.EstimateBytes());
        Assert.Equal(
            200 + 32 + 40 + 48 + 56 + 40 + 32 + 32 + 40,
            new ChoiceEntry { At = default, CustomerId = default, Scenario = "abcd", Reason = "abcdefgh", Lost = [new ScenarioNearMiss("abcdefghijkl", "abcdefghijklmnop"), new ScenarioNearMiss("abcd", "abcd")] }.EstimateBytes());
        Assert.Equal(
            200 + 32 + 40 + 48 + 56 + 64 + (32 + 8) + 64 + (32 + 8) + (32 + 8) + 64,
            Answered(new CallEntry { At = default, Method = "GET", Path = "abcd", SentQuery = "abcdefgh", RequestId = "abcdefghijkl", ClientId = "abcdefghijklmnop", OriginalRequestId = "abcdefghijklmnopqrst", UnknownMembers = ["abcd"] }, "abcd", "abcd").EstimateBytes());
    }

    private static CallEntry Answered(CallEntry call, params string[] errors)
    {
        call.Answer(new CallOutcome(400, TimeSpan.Zero) { Errors = errors });
        return call;
    }

    private static string Kinds(JournalFilter filter) => string.Join(' ', Entries.Where(filter.Accepts).Select(entry => entry.Kind));
}
