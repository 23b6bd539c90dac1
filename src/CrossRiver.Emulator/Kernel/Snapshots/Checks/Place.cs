namespace CrossRiver.Emulator.Kernel.Snapshots.Checks;

/// <summary>Represents a place in a snapshot, for messages.</summary>
/// <param name="Path">The path: <c>$.worlds[0].registrations</c>.</param>
internal readonly record struct Place(string Path)
{
    public static Place Root { get; } = new("$");

    public Place Of(string member) => new($"{Path}.{member}");

    public Place At(int index) => new($"{Path}[{index}]");

    /// <summary>Refuses the snapshot because of this place.</summary>
    /// <exception cref="InvalidDataException">Always.</exception>
    public void Refuse(string reason) => throw new InvalidDataException($"{Path}: {reason}");

    /// <summary>Requires that a condition holds at this place.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            Refuse(otherwise);
        }
    }

    /// <summary>Reads a value of this place.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; the message contains this place.</exception>
    public T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{Path}: {exception.Message}", exception);
        }
    }

    /// <summary>Calls a check with each element of a list, and its place.</summary>
    public void ForEach<T>(IEnumerable<T> items, Action<T, Place> check)
    {
        var index = 0;
        foreach (var item in items)
        {
            check(item, At(index++));
        }
    }

    /// <summary>Returns the elements of a list by their keys.</summary>
    /// <exception cref="InvalidDataException">Two elements have the same key.</exception>
    public Dictionary<TKey, T> Index<TKey, T>(IEnumerable<T> items, Func<T, TKey> keyOf, string what)
        where TKey : notnull
    {
        var index = new Dictionary<TKey, T>();
        ForEach(items, (item, place) => place.Require(index.TryAdd(keyOf(item), item), $"{what} {keyOf(item)} is there twice"));
        return index;
    }
}
