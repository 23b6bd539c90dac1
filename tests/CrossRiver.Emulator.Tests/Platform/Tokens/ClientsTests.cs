using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The clients of the settings: which are allowed, and what they get.</summary>
public sealed class ClientsTests
{
    [Theory]
    [InlineData("acme:s3cret", "")]
    [InlineData("acme:s3cret,other:s3cret", "")]
    [InlineData(":s3cret", "Clients:0 needs an Id and a Secret.")]
    [InlineData("acme:s3cret, :s3cret", "Clients:1 needs an Id and a Secret.")]
    [InlineData("acme:", "Clients:0 needs an Id and a Secret.")]
    [InlineData("acme:1,other:2,acme:3", "Clients has acme 2 times.")]
    [InlineData("acme:1,ACME:2", "")]
    public void Each_client_has_a_name_of_its_own_and_a_secret(string clients, string message)
    {
        var options = Options(clients);

        Assert.Equal(message is "" ? [] : [message], options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage));
    }

    [Theory]
    [InlineData("acme", "s3cret", true, true)]
    [InlineData("acme", "S3cret", false, false)]
    [InlineData("acme", null, false, false)]
    [InlineData("other", "any", true, false)]
    [InlineData("other", null, true, false)]
    [InlineData("", "any", false, false)]
    [InlineData(null, "any", false, false)]
    public void A_known_client_needs_its_secret_and_another_is_taken_unless_strict(string? id, string? secret, bool isAccepted, bool isAcceptedStrictly)
    {
        Assert.Equal(isAccepted, Of("acme:s3cret", isStrict: false).Accepts(id, secret));
        Assert.Equal(isAcceptedStrictly, Of("acme:s3cret", isStrict: true).Accepts(id, secret));
    }

    [Theory]
    [InlineData("read write", "read", true)]
    [InlineData("read write", "write read", true)]
    [InlineData("read write", "", true)]
    [InlineData("read write", "read delete", false)]
    [InlineData("read write", "Read", false)]
    [InlineData("", "read delete", true)]
    public void A_client_with_scopes_may_ask_for_these_only(string scopes, string asked, bool isAllowed)
    {
        var options = Options("acme:s3cret");
        options.Clients[0].Scopes = scopes;

        var clients = new Clients(Microsoft.Extensions.Options.Options.Create(options), Emulator(isStrict: false));

        Assert.Equal(isAllowed, clients.Allows("acme", asked.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.True(clients.Allows("other", ["read"]));
    }

    [Theory]
    [InlineData(true, "", true)]
    [InlineData(true, "acme:s3cret", false)]
    [InlineData(false, "", false)]
    public async Task A_strict_emulator_without_clients_says_so_at_the_start(bool isStrict, string clients, bool isSaid)
    {
        var lines = new KeptLines();
        using var logging = LoggerFactory.Create(logging => logging.AddProvider(lines));
        var check = new ClientsMissing(Emulator(isStrict), Microsoft.Extensions.Options.Options.Create(Options(clients)), logging.CreateLogger<ClientsMissing>());

        await check.StartAsync(TestContext.Current.CancellationToken);
        await check.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            isSaid ? ["Emulator:Strict is on and no client is known, so that none can get a token; write --Emulator:Tokens:Clients:0:Id=ID --Emulator:Tokens:Clients:0:Secret=SECRET "] : [],
            lines.All);
    }

    [Fact]
    public void A_key_that_cannot_be_read_stops_the_start_with_its_reason()
    {
        var options = new TokenOptions { SigningKey = "." };

        var refused = Assert.Throws<OptionsValidationException>(() => new SigningKey(
            Microsoft.Extensions.Options.Options.Create(options), new HostingEnvironment { ContentRootPath = Path.GetTempPath() }));

        Assert.StartsWith($"Emulator:Tokens:SigningKey: '{Path.Combine(Path.GetTempPath(), ".")}' cannot be read: ", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_with_too_many_members_names_no_client() =>
        Assert.Null(TokenForm.ClientOf(System.Text.Encoding.UTF8.GetBytes($"client_id=acme&{string.Join('&', Enumerable.Range(0, 2000).Select(number => $"{number}="))}"), authorization: null));

    private static Clients Of(string clients, bool isStrict) => new(Microsoft.Extensions.Options.Options.Create(Options(clients)), Emulator(isStrict));

    private static IOptions<EmulatorOptions> Emulator(bool isStrict) => Microsoft.Extensions.Options.Options.Create(new EmulatorOptions { Strict = isStrict });

    private static TokenOptions Options(string clients) => new()
    {
        Clients = [.. clients.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(client => client.Split(':')).Select(parts => new ClientOptions { Id = parts[0], Secret = parts[1] })],
    };
}
