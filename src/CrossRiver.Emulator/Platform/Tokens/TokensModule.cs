using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The bank's token server. It requires no scope: its callers have no token yet.</summary>
internal sealed class TokensModule : IModule
{
    /// <summary>The operation that issues a token. It writes nothing: the bank keeps no token.</summary>
    public const string IssueToken = "token.issue";

    public string Name => "tokens";

    public void Register(ModuleBuilder module)
    {
        module.Services.AddSettings<TokenOptions>("Tokens");
        module.Services.AddSingleton<Clients>().AddSingleton<SigningKey>().AddSingleton<TokenRules>().AddSingleton<TokenServer>();
        module.Services.AddSingleton<BearerTokens>().AddSingleton<CallerIdentification>().AddHostedService<ClientsMissing>();
        module.Routes(routes => routes.MapTokens());
    }
}
