namespace CrossRiver.Emulator.Architecture;

/// <summary>Comments are in the English that CONTRIBUTING.md asks for.</summary>
public sealed class CommentTests
{
    [Fact]
    public void The_comments_of_src_are_in_plain_English()
    {
        var root = Path.Combine(RunningProgram.Repository, "src");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => CommentFaults.In(File.ReadAllText(file)).Select(fault => $"{Path.GetRelativePath(root, file)}:{fault}")));
    }

    [Theory]
    [InlineData("/// <summary>Returns the world, or null if the partner has none.</summary>", 0)]
    [InlineData("/// <summary>Whoever asks first, tells the others.</summary>", 2)]
    [InlineData("/// <summary>How long a wait takes.</summary>", 1)]
    [InlineData("// Nobody waits for it.", 1)]
    [InlineData("/// <summary>Returns <c>who</c>.</summary>", 0)]
    [InlineData("var who = 1;", 0)]
    [InlineData("/// <summary>\n/// Returns one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\n/// sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five.\n/// </summary>", 1)]
    public void A_comment_that_is_not_is_found(string comment, int faults) => Assert.Equal(faults, CommentFaults.In(comment).Count());
}
