using CrossRiver.Emulator.Kernel.Worlds;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Platform.Idempotency;

/// <summary>The answers that a world keeps for repeated calls: how many, and for how long.</summary>
public sealed class StoredResponsesTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly SampleWorlds _worlds = new();
    private readonly ResponseIndex _index = new();
    private readonly KeptLines _lines = new();
    private readonly ILoggerFactory _logging;
    private readonly StoredResponses _answers;

    public StoredResponsesTests()
    {
        _logging = LoggerFactory.Create(logging => logging.AddProvider(_lines));
        _answers = new StoredResponses(_worlds.World, new IdempotencyOptions { Answers = 2, Lifetime = Lifetime }, _index, _logging.CreateLogger("test"));
    }

    [Fact]
    public void The_newest_are_kept_and_the_first_loss_is_told_once()
    {
        var answers = Enumerable.Range(1, 4).Select(number => Answer(number)).ToList();

        answers.ForEach(_answers.Keep);

        Assert.Equal(answers[2..], _answers.Save());
        Assert.Equal([null, null, answers[2], answers[3]], answers.Select(answer => _answers.Find(answer.Id)));
        Assert.Equal([null, null, _worlds.World, _worlds.World], answers.Select(answer => _index.Find(answer.Id)));
        Assert.Equal(
            $"Partner {_worlds.World.PartnerId}: the oldest of 2 answers to idempotency keys are forgotten from now on (Emulator:Idempotency:Answers) ",
            Assert.Single(_lines.All));
    }

    [Fact]
    public void An_answer_is_given_until_its_lifetime_is_over_and_then_forgotten_without_a_word()
    {
        var (good, old) = (Answer(1, age: Lifetime - TimeSpan.FromTicks(1)), Answer(2, age: Lifetime));

        _answers.Keep(good);
        _answers.Keep(old);

        Assert.Equal((good, null), (_answers.Find(good.Id), _answers.Find(old.Id)));

        _answers.Clear(new ResetOptions([]));
        _answers.Keep(old);
        Assert.Empty(_answers.Save());
        Assert.Null(_index.Find(old.Id));
        Assert.Empty(_lines.All);
    }

    [Fact]
    public void A_newer_answer_to_the_same_call_takes_the_place_of_the_older_one_and_outlives_it()
    {
        var (older, newer) = (Answer(1), Answer(1, requestId: "newer"));

        _answers.Keep(older);
        _answers.Keep(newer);
        Assert.Equal([newer], _answers.Save());

        _answers.Keep(Answer(2));

        Assert.Same(newer, _answers.Find(newer.Id));
        Assert.Same(_worlds.World, _index.Find(newer.Id));
        Assert.Empty(_lines.All);
    }

    [Fact]
    public void A_reset_forgets_all_and_leaves_the_answers_of_other_worlds()
    {
        var other = _worlds.Directory.Open(SampleWorlds.Id(2));
        _answers.Keep(Answer(1));
        _answers.Keep(Answer(2));
        _index.Add(Answer(2).Id, other);

        Assert.Equal(0, _answers.Clear(new ResetOptions([])));

        Assert.Empty(_answers.Save());
        Assert.Null(_answers.Find(Answer(1).Id));
        Assert.Null(_index.Find(Answer(1).Id));
        Assert.Same(other, _index.Find(Answer(2).Id));
        Assert.Equal(1, _index.Count);
    }

    [Fact]
    public void What_was_saved_is_kept_again()
    {
        IReadOnlyList<StoredResponse> saved = [Answer(1), Answer(2)];

        _answers.Load(saved);

        Assert.Equal(saved, _answers.Save());
    }

    public void Dispose()
    {
        _logging.Dispose();
        _lines.Dispose();
        _worlds.Dispose();
    }

    private static StoredResponse Answer(int number, TimeSpan age = default, string requestId = "first") =>
        new(new Guid(number, 0, 0, new byte[8]), requestId, SampleWorlds.Start - age, 200, ContentType: null, []);
}
