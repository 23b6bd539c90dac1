namespace CrossRiver.Emulator.Worlds;

/// <summary>Values by their keys.</summary>
/// <remarks>One alone is kept without a dictionary, which is several times as large: most worlds have one customer. Used in the world's turn only.</remarks>
internal sealed class SparingDictionary<TKey, TValue>
    where TKey : notnull
{
    private TKey? _onlyKey;
    private TValue? _onlyValue;
    private bool _hasOnly;

    // From the second entry on.
    private Dictionary<TKey, TValue>? _all;

    public int Count => _all?.Count ?? (_hasOnly ? 1 : 0);

    /// <summary>Every entry, in no particular order.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _all ?? (_hasOnly ? [KeyValuePair.Create(_onlyKey!, _onlyValue!)] : Enumerable.Empty<KeyValuePair<TKey, TValue>>());

    /// <summary>Keeps a value in the place of the one that the key had, if it had one.</summary>
    public TValue this[TKey key]
    {
        set
        {
            if (_all is null && (!_hasOnly || IsOnly(key)))
            {
                (_onlyKey, _onlyValue, _hasOnly) = (key, value, true);
                return;
            }

            _all ??= new() { [_onlyKey!] = _onlyValue! };
            _all[key] = value;
            (_onlyKey, _onlyValue, _hasOnly) = (default, default, false);
        }
    }

    /// <summary>Finds the value of a key, or returns the default value of its type.</summary>
    public TValue? Find(TKey key) => _all is { } all ? all.GetValueOrDefault(key) : _hasOnly && IsOnly(key) ? _onlyValue : default;

    public void Clear() => (_onlyKey, _onlyValue, _hasOnly, _all) = (default, default, false, null);

    private bool IsOnly(TKey key) => EqualityComparer<TKey>.Default.Equals(_onlyKey, key);
}
