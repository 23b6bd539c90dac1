namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Answers calls of the bank's API in place of the bank, or lets them pass.</summary>
internal interface ICallInterceptor
{
    /// <summary>Answers a call, or passes it on.</summary>
    /// <param name="context">The call. Its caller is identified; its idempotency key is not read yet.</param>
    Task InterceptAsync(HttpContext context, RequestDelegate next);
}

/// <summary>Puts the interceptors of calls into the pipeline.</summary>
internal static class CallInterceptors
{
    public static void UseCallInterceptors(this IApplicationBuilder app)
    {
        foreach (var interceptor in app.ApplicationServices.GetServices<ICallInterceptor>())
        {
            app.Use((context, next) => interceptor.InterceptAsync(context, next));
        }
    }
}
