using System.Text.Json.Nodes;
using CrossRiver.Emulator.Commands.Calling;
using CrossRiver.Emulator.Journal;

namespace CrossRiver.Emulator.Commands;

public sealed class EntryLineTests
{
    private const string Head = "\"number\":1,\"at\":\"2026-03-02T09:00:00.25+00:00\",\"kind\":";

    [Theory]
    [InlineData("\"call\",\"method\":\"GET\",\"path\":\"/core\",\"query\":\"?a=b\",\"statusCode\":400,\"errors\":[\"A\",\"B\"]", "call          GET /core?a=b → 400 A; B", true)]
    [InlineData("\"call\",\"method\":\"GET\",\"path\":\"/core\",\"customerId\":\"c\"", "call          GET /core → …  customer c", false)]
    [InlineData("\"choice\",\"scenario\":\"clear\",\"reason\":\"it is the default\",\"customerId\":\"c\"", "choice        scenario clear: it is the default  customer c", false)]
    [InlineData("\"change\",\"what\":\"ofac Pending → Clear\",\"customerId\":\"c\"", "change        ofac Pending → Clear  customer c", false)]
    [InlineData("\"event\",\"eventName\":\"E\",\"customerId\":\"c\"", "event         E, which nobody has registered for  customer c", false)]
    [InlineData("\"event\",\"eventName\":\"E\",\"eventId\":\"i\",\"customerId\":\"c\"", "event         E i  customer c", false)]
    [InlineData("\"attempt\",\"eventName\":\"E\",\"callbackUrl\":\"http://x/\",\"attempt\":2,\"outcome\":\"failed\",\"failure\":\"it answered 500\",\"statusCode\":500", "attempt       E → http://x/, attempt 2: failed, it answered 500", true)]
    [InlineData("\"fault\",\"fault\":\"duplicate\",\"rule\":\"mine, delivery 1\"", "fault         duplicate, by mine, delivery 1", true)]
    [InlineData("\"registration\",\"eventName\":\"E\",\"what\":\"Active → Suspended\"", "registration  E Active → Suspended", false)]
    [InlineData("\"control\",\"what\":\"reset\"", "control       reset", false)]
    public void An_entry_is_one_line_that_says_what_happened(string members, string line, bool isBad)
    {
        var read = EntryLine.Of(JsonNode.Parse($"{{{Head}{members}}}")!.AsObject());

        Assert.Equal(($"2026-03-02 09:00:00.250  {line}", isBad), (read.ToString(), read.IsBad));
    }

    [Fact]
    public void The_kinds_stand_below_each_other() => Assert.All(EntryKinds.Names, kind => Assert.InRange(kind.Length, 1, 12));
}
