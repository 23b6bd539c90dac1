using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Kernel.Telemetry;

public sealed class ParentSpanTests
{
    [Theory]
    [InlineData("vendor=1", "vendor=1")]
    [InlineData("", null)]
    [InlineData("vendor=ü", null)]
    [InlineData("vendor=\t", null)]
    [InlineData("vendor= ~", "vendor= ~")]
    public void A_state_that_no_header_can_carry_is_not_passed_on(string told, string? passedOn) =>
        Assert.Equal(passedOn, OriginOf(told).State);

    [Fact]
    public void The_first_of_several_origins_leads_and_no_more_are_linked_than_a_span_shows()
    {
        var same = OriginOf("");
        var origins = Enumerable.Range(0, 1000).Select(_ => OriginOf("")).ToList();

        var joined = ParentSpan.Join([null, same, same, .. origins]);

        Assert.Equal(same.Span, joined!.Span);
        Assert.Equal(origins.Take(127).Select(origin => origin.Span), joined.Others);
        Assert.Null(ParentSpan.Join([null, null]));
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true)]
    [InlineData("00-", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-", false)]
    [InlineData("00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01", false)]
    public void A_header_is_read_as_the_span_of_a_caller_elsewhere_or_not_at_all(string parent, bool isRead)
    {
        var read = ParentSpan.Read(new HeaderDictionary { ["traceparent"] = parent, ["tracestate"] = "vendor=1" });

        Assert.Equal(isRead ? (parent, "vendor=1", true) : default((string?, string?, bool?)), (read?.Parent, read?.State, read?.Span.IsRemote));
    }

    private static ParentSpan OriginOf(string state) =>
        new(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, state));
}
