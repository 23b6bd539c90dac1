using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>Bodies are UTF-8, with or without a byte-order mark; whatever is not is refused with the place where it is wrong.</summary>
public sealed class EncodingTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Customers = "/core/v1/cm/customers";
    private const string Scenario = "version: 1\nscenario: mine\ntitle: José\ntimeline: []\n";
    private const string Latin1Fault = "0xE9, perhaps of ISO-8859-1 or Windows-1252); encode it as UTF-8";
    private const string WideFault = "The request body is not UTF-8 (line 1, byte 1: UTF-16 or UTF-32); encode it as UTF-8";
    private const string CharsetFault = "The charset of the Content-Type must be utf-8; encode the body as UTF-8";

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly Partner _partner = emulator.NewPartner();

    private string Control => $"/_emulator/partners/{_partner.Id}";

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused_with_their_place()
    {
        var create = _partner.Body("create-personal.request.json");
        create["name"]!["firstName"] = "@";
        var text = create.ToJsonString().Replace("\"@\"", "\n\"José\"", StringComparison.Ordinal);

        var calls = new[]
        {
            await SendAsync("POST", Customers, Encoding.Latin1.GetBytes(text)),
            await SendAsync("POST", "/webhooks/v1/registrations", Encoding.Latin1.GetBytes("{\"a\":\n\"José\"}")),
            await SendAsync("PUT", $"{Control}/clock", Encoding.Latin1.GetBytes("{\"a\":\n\"José\"}")),
            await SendAsync("POST", $"{Control}/faults", Encoding.Latin1.GetBytes("{\"a\":\n\"José\"}")),
        };

        Assert.All(calls, call => Assert.Equal((HttpStatusCode.BadRequest, $"The request body is not UTF-8 (line 2, byte 5: {Latin1Fault}"), (call.Status, Assert.Single(call.Messages))));
        var yaml = await SendAsync("PUT", $"{Control}/scenarios/mine", Encoding.Latin1.GetBytes(Scenario), "application/yaml");
        Assert.Equal([$"The request body is not UTF-8 (line 3, byte 11: {Latin1Fault}"], yaml.Messages);
        Assert.Empty((await _partner.GetAsync($"{Customers}?partnerId={_partner.Id}")).Json["results"]!.AsArray());
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Wide_characters_are_refused_with_a_mark_and_without(string encoding)
    {
        var wide = Encoding.GetEncoding(encoding);

        foreach (var text in new[] { wide.GetBytes("{}"), [.. wide.GetPreamble(), .. wide.GetBytes("{}")] })
        {
            Assert.Equal([WideFault], (await SendAsync("POST", Customers, text)).Messages);
            Assert.Equal([WideFault], (await SendAsync("PUT", $"{Control}/clock", text)).Messages);
            Assert.Equal([WideFault], (await SendAsync("PUT", $"{Control}/scenarios/mine", text, "text/yaml")).Messages);
        }
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("\"UTF-8\"", true)]
    [InlineData("us-ascii", true)]
    [InlineData("utf-16", false)]
    [InlineData("ISO-8859-1", false)]
    [InlineData("\"windows-1252\"", false)]
    [InlineData("nonsense", false)]
    public async Task A_charset_other_than_utf8_is_refused(string charset, bool isTaken)
    {
        var body = Encoding.UTF8.GetBytes(_partner.Body("create-personal.request.json").ToJsonString());
        var clock = Encoding.UTF8.GetBytes("""{"mode":"manual"}""");

        var calls = new[]
        {
            await SendAsync("POST", Customers, body, $"application/json; charset={charset}"),
            await SendAsync("PUT", $"{Control}/clock", clock, $"application/json;charset={charset}"),
            await SendAsync("PUT", $"{Control}/scenarios/mine", Encoding.UTF8.GetBytes(Scenario), $"application/yaml; charset={charset}"),
        };

        Assert.All(calls, call => Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.UnsupportedMediaType, call.Status));
        Assert.All(calls, call => Assert.Equal(isTaken ? [] : [CharsetFault], isTaken ? [] : call.Messages));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_a_body()
    {
        var registration = _partner.Body("registration.request.json");
        var snapshot = Encoding.UTF8.GetBytes((await _partner.GetAsync("/_emulator/snapshot")).Text);
        var calls = new[]
        {
            await SendAsync("POST", Customers, Marked(_partner.Body("create-personal.request.json").ToJsonString())),
            await SendAsync("POST", "/webhooks/v1/registrations", Marked(registration.ToJsonString())),
            await SendAsync("PUT", $"{Control}/clock", Marked("""{"mode":"manual"}""")),
            await SendAsync("PUT", $"{Control}/scenarios/mine", Marked(Scenario), "application/yaml"),
            await SendAsync("POST", $"{Control}/reset", Mark),
            await SendAsync("POST", "/connect/token", Marked("""{"grant_type":"client_credentials","client_id":"acme","client_secret":"secret"}""")),
            await SendAsync("PUT", "/_emulator/snapshot", [.. Mark, .. snapshot]),
        };

        Assert.All(calls, call => Assert.True(call.Status == HttpStatusCode.OK, call.Text));
        Assert.Equal(["Request body required"], (await SendAsync("POST", Customers, Mark)).Messages);
    }

    [Fact]
    public async Task The_journal_and_an_inbox_show_a_body_with_a_mark()
    {
        await SendAsync("POST", Customers, Marked(_partner.Body("create-personal.request.json").ToJsonString()));
        await SendAsync("POST", "/_emulator/inbox/marked", Marked("""{"partnerId":"x"}"""));

        var call = (await _partner.GetJournalAsync()).Single(entry => (string)entry["kind"]! == "call");
        Assert.Equal(_partner.Id.ToString(), (string)call["body"]!["partnerId"]!);
        Assert.Equal("x", (string)(await _partner.GetAsync("/_emulator/inbox/marked/messages")).Json["messages"]![0]!["body"]!["partnerId"]!);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\t\r\n")]
    [InlineData("\u00A0\u2003\u3000")]
    public async Task White_space_alone_is_the_same_as_nothing_where_something_is_required(string blank)
    {
        var person = _partner.Body("create-personal.request.json");
        person["name"]!["firstName"] = blank;
        person["name"]!["lastName"] = blank;
        person["profile"]!["taxId"] = blank;
        var business = _partner.Body("create-business.request.json");
        business["name"]!["entityName"] = blank;
        var address = Example.Read("add-address.request.json");
        address["street1"] = blank;
        address["city"] = blank;
        var customer = await _partner.OnboardAsync();

        Assert.Equal(["First name required", "Last name required", "Profile.TaxId required"], (await _partner.PostAsync(Customers, person)).Messages);
        Assert.Equal(["Entity name required"], (await _partner.PostAsync(Customers, business)).Messages);
        Assert.Equal(["Street1 required", "City required"], (await _partner.PostAsync($"{Customers}/{customer["id"]}/addresses", address)).Messages);
        Assert.Equal(["First name required"], (await _partner.PutAsync($"{Customers}/{customer["id"]}/name", new JsonObject { ["firstName"] = blank })).Messages);
        Assert.Equal(["Secret required"], (await _partner.PutAsync($"{Control}/signing-secret", new JsonObject { ["secret"] = blank })).Messages);
    }

    [Fact]
    public async Task A_name_with_white_space_around_it_is_a_name()
    {
        var body = _partner.Body("create-personal.request.json");
        body["name"]!["firstName"] = " é";

        Assert.Equal(" é", (string)(await _partner.OnboardAsync(body))["name"]!["firstName"]!);
    }

    // Appendix B of USPS Publication 28, in the order of its table.
    [Theory]
    [InlineData("AL AK AS AZ AR CA CO CT DE DC FM FL GA GU HI ID IL IN IA KS KY LA ME MH MD MA MI MN MS MO")]
    [InlineData("MT NE NV NH NJ NM NY NC ND MP OH OK OR PW PA PR RI SC SD TN TX UT VT VI VA WA WV WI WY AE AP AA")]
    public async Task Every_state_of_the_postal_service_is_one(string states)
    {
        var customer = await _partner.OnboardAsync();
        foreach (var state in states.Split(' '))
        {
            var address = Example.Read("add-address.request.json");
            address["state"] = state;
            address["countryCode"] = "US";
            Assert.Equal(state, (string)(await _partner.PostAsync($"{Customers}/{customer["id"]}/addresses", address)).Expect(HttpStatusCode.OK)["state"]!);
        }
    }

    private static byte[] Marked(string text) => [.. Mark, .. Encoding.UTF8.GetBytes(text)];

    private Task<Answer> SendAsync(string method, string path, byte[] body, string contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return _partner.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = content });
    }
}
