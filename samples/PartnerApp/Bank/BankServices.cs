using Microsoft.Extensions.Options;

namespace PartnerApp.Bank;

/// <summary>Registers what speaks to the bank.</summary>
internal static class BankServices
{
    public static void AddBank(this IServiceCollection services)
    {
        services.AddOptions<BankOptions>().BindConfiguration("Bank").ValidateDataAnnotations().ValidateOnStart();
        services.AddTransient<WithRetries>();
        services.AddTransient<WithToken>();
        services.AddHttpClient<BankClient>((provider, http) => http.BaseAddress = provider.GetRequiredService<IOptions<BankOptions>>().Value.Url)
            .AddHttpMessageHandler<WithRetries>()
            .AddHttpMessageHandler<WithToken>()
            // Singletons keep the client, and the handler its token; what must not grow old are the connections.
            .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
