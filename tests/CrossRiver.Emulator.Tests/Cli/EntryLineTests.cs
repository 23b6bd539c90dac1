using System.Text.Json.Nodes;
using CrossRiver.Emulator.Cli.Calling.Entries;
using CrossRiver.Emulator.Kernel.Journal;

namespace CrossRiver.Emulator.Cli;

public sealed class EntryLineTests
{
    private const string Head = "\"number\":1,\"at\":\"2026-03-02T09:00:00.25+00:00\",\"kind\":";
    private const string Customer = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    private const string Event = "c1d20000-5717-4562-b3fc-2c963f66afa6";

    [Theory]
    [InlineData("\"call\",\"method\":\"GET\",\"path\":\"/core\",\"query\":\"?a=b\",\"statusCode\":400,\"errors\":[\"A\",\"B\"]", "call          GET /core?a=b → 400 A; B", true)]
    [InlineData("\"call\",\"method\":\"GET\",\"path\":\"/x\",\"customerId\":\"k\"", "call          GET /x → …  customer k", false)]
    [InlineData($"\"call\",\"method\":\"GET\",\"path\":\"/core/{Customer}\",\"customerId\":\"{Customer}\",\"statusCode\":200", $"call          GET /core/{Customer} → 200", false)]
    [InlineData("\"choice\",\"scenario\":\"clear\",\"reason\":\"it is the default\",\"customerId\":\"c\"", "choice        scenario clear: it is the default  customer c", false)]
    [InlineData("\"change\",\"what\":\"ofac Pending → Clear\",\"customerId\":\"c\"", "change        ofac Pending → Clear  customer c", false)]
    [InlineData("\"event\",\"eventName\":\"E\",\"customerId\":\"c\"", "event         E, without a registration  customer c", false)]
    [InlineData("\"event\",\"eventName\":\"E\",\"eventId\":\"i\",\"customerId\":\"c\"", "event         E i", false)]
    [InlineData("\"attempt\",\"eventName\":\"E\",\"eventId\":\"i\",\"callbackUrl\":\"http://x/\",\"attempt\":2,\"outcome\":\"failed\",\"failure\":\"it answered 500\",\"statusCode\":500", "attempt       E i #2 → 500, http://x/", true)]
    [InlineData("\"attempt\",\"eventName\":\"E\",\"eventId\":\"i\",\"callbackUrl\":\"http://x/\",\"attempt\":1,\"copy\":\"duplicate 2\",\"outcome\":\"succeeded\",\"statusCode\":200", "attempt       E i #1 (duplicate 2) → 200, http://x/", false)]
    [InlineData("\"attempt\",\"eventName\":\"E\",\"eventId\":\"i\",\"callbackUrl\":\"http://x/\",\"attempt\":1,\"outcome\":\"failed\",\"failure\":\"no answer in 30s\",\"faults\":[\"duplicate\",\"late\"]", "attempt       E i #1 → no answer in 30s, duplicate, late, http://x/", true)]
    [InlineData("\"fault\",\"fault\":\"duplicate\",\"rule\":\"mine, delivery 1\"", "fault         duplicate, by mine, delivery 1", true)]
    [InlineData("\"registration\",\"eventName\":\"E\",\"what\":\"Active → Suspended\"", "registration  E Active → Suspended", false)]
    [InlineData("\"control\",\"what\":\"reset\"", "control       reset", false)]
    public void An_entry_is_one_line_that_says_what_happened(string members, string line, bool isBad)
    {
        var read = EntryLine.Of(Entry(members), new EntryPeople());

        Assert.Equal(($"03-02 09:00:00.250  {line}", isBad), (read.ToString(), read.IsBad));
    }

    [Fact]
    public void A_customer_is_named_as_its_create_names_it()
    {
        var people = new EntryPeople();
        var create = $$$"""
            "call","method":"POST","path":"/core/v1/cm/customers","operation":"customers.create","statusCode":200,"customerId":"{{{Customer}}}","body":{"name":{"firstName":"Peter","lastName":"Griffin"}}
            """;

        Assert.EndsWith($"POST /core/v1/cm/customers → 200  Peter Griffin {Customer}", $"{EntryLine.Of(Entry(create), people)}", StringComparison.Ordinal);
        Assert.EndsWith($"change        ofac Pending → Clear  Peter Griffin {Customer}", $"{EntryLine.Of(Entry($"\"change\",\"what\":\"ofac Pending → Clear\",\"customerId\":\"{Customer}\""), people)}", StringComparison.Ordinal);
        Assert.EndsWith($"event         Core.Customer.Onboarded {Event}  Peter Griffin", $"{EntryLine.Of(Entry($"\"event\",\"eventName\":\"Core.Customer.Onboarded\",\"eventId\":\"{Event}\",\"customerId\":\"{Customer}\""), people)}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_that_no_entry_names_is_looked_for() =>
        Assert.EndsWith("ofac Pending → Clear  Lois 3fa85f64-5717-4562-b3fc-2c963f66afa6", $"{EntryLine.Of(Entry($"\"change\",\"partnerId\":\"{Event}\",\"what\":\"ofac Pending → Clear\",\"customerId\":\"{Customer}\""), new EntryPeople((_, _) => "Lois"))}", StringComparison.Ordinal);

    [Fact]
    public void A_partner_is_named_as_soon_as_there_are_several()
    {
        var people = new EntryPeople();

        Assert.DoesNotContain("6e80b097", Of("6e80b097-693c-4592-8440-02f345335bbf"), StringComparison.Ordinal);
        Assert.Equal("03-02 09:00:00.250  aaaab097  control       reset", Of("aaaab097-693c-4592-8440-02f345335bbf"));
        Assert.Equal("03-02 09:00:00.250  6e80b097  control       reset", Of("6e80b097-693c-4592-8440-02f345335bbf"));

        string Of(string partner) => $"{EntryLine.Of(Entry($"\"control\",\"partnerId\":\"{partner}\",\"what\":\"reset\""), people)}";
    }

    [Fact]
    public void A_line_has_less_than_120_characters_and_shows_where_it_was_cut()
    {
        var long255 = new string('x', 255);
        var people = new EntryPeople((_, _) => long255);
        people.Meet(new JsonObject { ["partnerId"] = Customer });
        string[] entries =
        [
            $"\"call\",\"method\":\"POST\",\"path\":\"/{long255}\",\"statusCode\":400,\"errors\":[\"{long255}\"],\"customerId\":\"{Customer}\"",
            $"\"choice\",\"scenario\":\"clear\",\"reason\":\"{long255}\",\"customerId\":\"{Customer}\"",
            $"\"event\",\"eventName\":\"Core.Customer.Identification.Changed\",\"eventId\":\"{Event}\",\"customerId\":\"{Customer}\"",
            $"\"attempt\",\"eventName\":\"Core.Customer.Identification.Changed\",\"eventId\":\"{Event}\",\"attempt\":3,\"failure\":\"{long255}\",\"callbackUrl\":\"http://{long255}\",\"customerId\":\"{Customer}\"",
            $"\"control\",\"what\":\"{long255}\"",
        ];

        Assert.All(entries, entry =>
        {
            var line = $"{EntryLine.Of(Entry($"{entry},\"partnerId\":\"{Event}\""), people)}";
            Assert.InRange(line.Length, 60, 119);
            Assert.Contains('…', line);
        });
    }

    [Fact]
    public void What_would_move_the_cursor_of_a_terminal_or_turn_its_text_is_shown_as_an_escape()
    {
        var line = $"{EntryLine.Of(Entry("\"control\",\"what\":\"a\\u001b[2Jb\\u0007\\r\\n\\u202ec\""), new EntryPeople())}";

        Assert.EndsWith(@"control       a\u001b[2Jb\u0007\u000d\u000a\u202ec", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kinds_stand_below_each_other() => Assert.All(EntryKinds.Names, kind => Assert.InRange(kind.Length, 1, 12));

    private static JsonObject Entry(string members) => JsonNode.Parse($"{{{Head}{members}}}")!.AsObject();
}
