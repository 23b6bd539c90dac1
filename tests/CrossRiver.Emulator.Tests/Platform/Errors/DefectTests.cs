using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>What a defect of ours looks like from outside: contract, section 6.2, code 9999.</summary>
public sealed class DefectTests : IAsyncDisposable
{
    private readonly BreakingTime _time = new();
    private readonly LogBook _log = new();
    private readonly StandingEmulator _emulator;

    public DefectTests() => _emulator = new StandingEmulator
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Error" },
        Configure = builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Logging.ClearProviders().AddProvider(_log);
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    [ContractRow("6.2 9999")]
    [ContractRow("6.3 500")]
    public async Task A_defect_is_told_without_its_text_and_logged_with_the_request_id_of_the_answer()
    {
        var partner = _emulator.NewPartner();
        _time.BreaksIn = "CustomerStore.Create";

        var answer = await partner.PostAsync("/core/v1/cm/customers", partner.Body("create-personal.request.json"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("""{"errors":[{"code":9999,"message":"System error"}]}""", answer.Text);
        var line = Assert.Single(_log.Lines);
        Assert.Contains(Assert.Single(answer.Headers.GetValues("request-id")), line, StringComparison.Ordinal);
        Assert.Contains(BreakingTime.Text, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_a_defect_broke_off_leaves_its_idempotency_key_free()
    {
        var partner = _emulator.NewPartner();
        _time.BreaksIn = "CustomerStore.Create";
        var broken = await SendAsync();
        _time.BreaksIn = null;

        var again = await SendAsync();

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.OK), (broken.Status, again.Status));
        Assert.False(again.Headers.Contains("original-request-id"));
        Assert.Equal(again.Text, (await SendAsync()).Text);

        Task<Answer> SendAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers") { Content = JsonContent.Create(partner.Body("create-personal.request.json")) };
            request.Headers.Add("idempotency-key", "a");
            return partner.SendAsync(request);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_who_leaves_in_the_middle_of_its_body_is_no_defect(bool isByForce)
    {
        await using (var emulator = new RunningEmulator { Configure = builder => builder.Logging.ClearProviders().AddProvider(_log) })
        {
            var partner = emulator.NewPartner();
            for (var call = 0; call < 20; call++)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(isByForce, seconds: 0) };
                await socket.ConnectAsync(partner.Http.BaseAddress!.Host, partner.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
                await socket.SendAsync(
                    "POST /core/v1/cm/customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(),
                    TestContext.Current.CancellationToken);

                // By the time that this is answered, the emulator waits for the rest.
                (await partner.GetAsync("/_emulator/ready")).Expect(HttpStatusCode.OK);
            }
        }

        Assert.True(_log.Lines is { Count: 0 }, string.Join("\n", _log.Lines));
    }

    /// <summary>A clock with a defect: it throws when a method of the name reads it.</summary>
    private sealed class BreakingTime : TimeProvider
    {
        public const string Text = "the clock broke";

        public string? BreaksIn { get; set; }

        public override DateTimeOffset GetUtcNow() =>
            BreaksIn is { } method && Environment.StackTrace.Contains(method, StringComparison.Ordinal) ? throw new InvalidTimeZoneException(Text) : base.GetUtcNow();
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class LogBook : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
