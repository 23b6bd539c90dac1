using System.IO.Pipelines;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>Bodies as they arrive: whole or in pieces, up to their limit and within their time.</summary>
public sealed class BodyBytesTests
{
    private readonly FakeTimeProvider _machine = new();
    private readonly Pipe _wire = new(new PipeOptions(pauseWriterThreshold: 0));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(5000, 1)]
    [InlineData(5000, 700)]
    [InlineData(BodyBytes.Largest, BodyBytes.Largest)]
    [InlineData(BodyBytes.Largest, 400_000)]
    public async Task A_body_is_read_byte_for_byte_whole_or_in_pieces(int length, int piece)
    {
        var body = Enumerable.Range(0, length).Select(number => (byte)(number % 251)).ToArray();
        var http = Context(length);
        var read = BodyBytes.ReadAsync(http).AsTask();

        foreach (var part in body.Chunk(piece))
        {
            await _wire.Writer.WriteAsync(part, TestContext.Current.CancellationToken);
        }

        await _wire.Writer.CompleteAsync();

        Assert.Equal(body, (await read).ToArray());
        Assert.Equal(body, (await BodyBytes.ReadAsync(http)).ToArray());
    }

    [Theory]
    [InlineData(BodyBytes.Largest + 1)]
    [InlineData(1_000_000)]
    public async Task A_body_beyond_the_limit_is_refused_as_soon_as_it_is_too_long(int piece)
    {
        var read = BodyBytes.ReadAsync(Context(length: null)).AsTask();

        await _wire.Writer.WriteAsync(new byte[piece], TestContext.Current.CancellationToken);
        await _wire.Writer.WriteAsync(new byte[100_000], TestContext.Current.CancellationToken);

        Assert.Same(ErrorCatalog.TooLarge, (await Assert.ThrowsAsync<ApiException>(() => read)).Error);
    }

    [Fact]
    public async Task A_whole_body_beyond_the_limit_is_refused()
    {
        await _wire.Writer.WriteAsync(new byte[BodyBytes.Largest + 1], TestContext.Current.CancellationToken);
        await _wire.Writer.CompleteAsync();

        Assert.Same(ErrorCatalog.TooLarge, (await Assert.ThrowsAsync<ApiException>(() => BodyBytes.ReadAsync(Context(length: null)).AsTask())).Error);
    }

    [Fact]
    public async Task A_body_that_does_not_end_in_its_time_is_refused()
    {
        var read = BodyBytes.ReadAsync(Context(length: 100)).AsTask();
        await _wire.Writer.WriteAsync(new byte[10], TestContext.Current.CancellationToken);

        _machine.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(read.IsCompleted);
        _machine.Advance(TimeSpan.FromTicks(1));

        Assert.Same(ErrorCatalog.TooSlow, (await Assert.ThrowsAsync<ApiException>(() => read)).Error);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("application/yaml", true)]
    [InlineData("application/x-yaml", true)]
    [InlineData("text/yaml; charset=utf-8", true)]
    [InlineData("Text/X-Yaml", true)]
    [InlineData("text/plain", true)]
    [InlineData("application/octet-stream", true)]
    [InlineData("application/json", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("yaml", false)]
    public async Task Yaml_may_be_called_what_clients_call_a_file(string? type, bool isTaken)
    {
        var http = Context(length: 2);
        http.Request.ContentType = type;
        await _wire.Writer.WriteAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);
        await _wire.Writer.CompleteAsync();

        if (isTaken)
        {
            Assert.Equal(new YamlBody("{}"), await YamlBody.BindAsync(http, parameter: null!));
        }
        else
        {
            Assert.Same(ErrorCatalog.NotYaml, (await Assert.ThrowsAsync<ApiException>(() => YamlBody.BindAsync(http, parameter: null!).AsTask())).Error);
        }
    }

    private DefaultHttpContext Context(int? length)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddSingleton<TimeProvider>(_machine).AddSingleton(Options.Create(new BodyOptions())).BuildServiceProvider(),
        };
        http.Request.ContentLength = length;
        http.Features.Set<IRequestBodyPipeFeature>(new Wire(_wire.Reader));
        http.Features.Set(new Call("r-1", "POST", "/"));
        return http;
    }

    private sealed class Wire(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
