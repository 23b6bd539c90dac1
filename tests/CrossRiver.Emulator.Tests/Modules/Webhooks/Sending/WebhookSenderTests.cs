using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>What an attempt says of its call: the answer, or why there was none.</summary>
public sealed class WebhookSenderTests
{
    private const string Host = "hooks.example.test:8443";

    [Theory]
    [InlineData(200, false, true)]
    [InlineData(204, false, true)]
    [InlineData(299, false, true)]
    [InlineData(199, false, false)]
    [InlineData(302, false, false)]
    [InlineData(500, false, false)]
    [InlineData(200, true, true)]
    [InlineData(201, true, false)]
    public async Task An_answer_takes_the_webhook_from_200_to_299_or_with_200_only_if_the_emulator_is_strict(int status, bool isStrict, bool isTaken)
    {
        var result = await SendAsync(_ => Task.FromResult(Answer(status, "as you like")), isStrict: isStrict);

        Assert.Equal((status, "as you like", isTaken), (result.StatusCode, result.Answer, result.Succeeded));
        Assert.Equal(isTaken ? (null, null) : ($"answered {status}", $"{status}"), (result.Failure, result.ErrorType));
        Assert.Equal("https://hooks.example.test:8443/in?key=s3cret", result.Url);
    }

    public static TheoryData<string, string, string> Failures => new()
    {
        { "refused", $"connection refused by {Host}", "connection_error" },
        { "unknown host", "host name hooks.example.test is not known", "name_resolution_error" },
        { "certificate", "certificate not trusted: it is mine", "secure_connection_error" },
        { "no TLS", $"no secure connection to {Host}: no cipher", "secure_connection_error" },
        { "no TLS at all", $"no secure connection to {Host}: ", "secure_connection_error" },
        { "reset", $"call to {Host} failed: broken pipe", "unknown" },
        { "other", $"call to {Host} failed: it failed", "version_negotiation_error" },
        { "half an answer", $"{Host} broke off its answer: half of it", "response_ended" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_call_without_an_answer_is_told_in_words_and_in_one_word(string what, string failure, string errorType)
    {
        var result = await SendAsync(_ => throw (what switch
        {
            "refused" => new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)SocketError.ConnectionRefused)),
            "unknown host" => new HttpRequestException(HttpRequestError.ConnectionError, "", new HostLookupException("host name hooks.example.test is not known")),
            "certificate" => new HttpRequestException(HttpRequestError.SecureConnectionError, "", new AuthenticationException("it is mine")),
            "no TLS" => new HttpRequestException(HttpRequestError.SecureConnectionError, "", new IOException("no cipher")),
            "no TLS at all" => new HttpRequestException(HttpRequestError.SecureConnectionError, "not shown"),
            "reset" => new HttpRequestException(HttpRequestError.Unknown, "not shown", new SocketException((int)SocketError.ConnectionReset, "broken pipe")),
            "other" => new HttpRequestException(HttpRequestError.VersionNegotiationError, "it failed"),
            _ => (Exception)new IOException("half of it"),
        }));

        Assert.Equal((null, null, failure, errorType), (result.StatusCode, result.Answer, result.Failure, result.ErrorType));
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task A_receiver_has_as_long_as_the_settings_say_or_the_plan()
    {
        var ofSettings = await SendAsync(HangAsync, timeout: TimeSpan.FromMilliseconds(5));
        var ofPlan = await SendAsync(HangAsync, delivery: DeliveryOf(7) with { Plan = new DeliveryPlan { Choice = "", AckWithin = TimeSpan.FromMilliseconds(2.5) } });

        Assert.Equal(("no answer within 0.005 s", "timeout", null), (ofSettings.Failure, ofSettings.ErrorType, ofSettings.StatusCode));
        Assert.Equal(("no answer within 0.003 s", "timeout"), (ofPlan.Failure, ofPlan.ErrorType));
    }

    [Fact]
    public Task A_call_that_is_broken_off_has_no_result() => Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(HangAsync, isBrokenOff: true));

    [Fact]
    public async Task A_lost_attempt_calls_nobody_and_is_a_timeout()
    {
        var result = await SendAsync(_ => throw new InvalidOperationException(), faults: new AttemptFaults { Loss = new PlannedFault("rule", Source: "", "choice", new DeliveryFault { Lose = Loss.Attempt }) });

        Assert.Equal(("no answer: a fault let the attempt be lost on the way", "timeout", null, null), (result.Failure, result.ErrorType, result.StatusCode, result.Answer));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(100, 100, 2)]
    [InlineData(4_095, 4_095, 2)]
    [InlineData(5_000, 4_096, 3)]
    [InlineData(40_000, 4_096, 12)]
    [InlineData(1_000_000, 4_096, 16)]
    public async Task Of_an_answer_the_first_4_KB_are_kept_and_64_KB_are_read(int length, int kept, int mostReads)
    {
        var body = new CountedStream(length);

        var result = await SendAsync(_ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) }));

        Assert.Equal(new string('x', kept), result.Answer);
        Assert.InRange(body.Reads, 1, mostReads);
        Assert.Equal(Math.Min(length, 64 * 1024), body.Length);
    }

    [Fact]
    public async Task The_duration_of_a_call_is_the_machine_s()
    {
        var machine = new FakeTimeProvider();

        var result = await SendAsync(
            _ =>
            {
                machine.Advance(TimeSpan.FromMilliseconds(70));
                return Task.FromResult(Answer(200, ""));
            },
            machine: machine);

        Assert.Equal(TimeSpan.FromMilliseconds(70), result.Duration);
    }

    [Theory]
    [InlineData("Machine", 10)]
    [InlineData("World", 0)]
    public async Task A_signature_has_the_machine_s_time_or_the_world_s(string setting, int hours)
    {
        HttpRequestMessage? sent = null;

        await SendAsync(
            request =>
            {
                sent = request;
                return Task.FromResult(Answer(200, ""));
            },
            machine: new FakeTimeProvider(Now.AddHours(10)),
            time: Enum.Parse<SignatureTime>(setting));

        Assert.Equal(Secret.Sign(Events.WebhookEventBody.Write(DeliveryOf(7)), Now.AddHours(hours)), Assert.Single(sent!.Headers.NonValidated["cos-signature"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_handler_follows_no_redirect_and_trusts_any_certificate_only_if_the_setting_says_so(bool trusts)
    {
        using var handler = WebhookSender.NewHandler(new WebhookOptions { TrustAnyCertificate = trusts }, new CallbackSockets(NewLookups()));

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal(trusts, handler.SslOptions.RemoteCertificateValidationCallback?.Invoke(handler, null, null, System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch) is true);
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Equal(TimeSpan.FromMinutes(1), handler.PooledConnectionIdleTimeout);
    }

    private static SigningSecret Secret { get; } = SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!;

    private static HostLookups NewLookups() => new(_ => [IPAddress.Loopback], new FakeTimeProvider());

    private static HttpResponseMessage Answer(int status, string body) => new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8) };

    private static Task<HttpResponseMessage> HangAsync(HttpRequestMessage request) => new TaskCompletionSource<HttpResponseMessage>().Task;

    private static async Task<AttemptResult> SendAsync(
        Func<HttpRequestMessage, Task<HttpResponseMessage>> answer, bool isStrict = false, TimeSpan? timeout = null, Delivery? delivery = null, AttemptFaults? faults = null,
        TimeProvider? machine = null, SignatureTime time = SignatureTime.Machine, bool isBrokenOff = false)
    {
        var options = Options.Create(new WebhookOptions { Timeout = timeout ?? TimeSpan.FromSeconds(30), SignatureTime = time });
        var host = new HostOfContainer(new ConfigurationBuilder().Build(), options, NewLookups());
        using var sender = new WebhookSender(
            options, Options.Create(new EmulatorOptions { Strict = isStrict }), host, new CallbackSockets(NewLookups()), () => new Receiver(answer), machine ?? new FakeTimeProvider(Now));

        using var source = new CancellationTokenSource();
        if (isBrokenOff)
        {
            await source.CancelAsync();
        }

        return await sender.SendAsync(new AttemptRequest(delivery ?? DeliveryOf(7), Registered, Now, Secret) { Faults = faults }, source.Token);
    }

    private sealed class Receiver(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => await answer(request).WaitAsync(cancellationToken);
    }

    /// <summary>An answer of so many letters, which counts what is read of it.</summary>
    private sealed class CountedStream(int most) : Stream
    {
        private int _read;

        public int Reads { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _read;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            var length = Math.Min(buffer.Length, most - _read);
            buffer[..length].Fill((byte)'x');
            _read += length;
            return length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
