using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Provides the current scenarios of an emulator, read at the start and again after changes of files.</summary>
internal sealed class ScenarioLibrary
{
    private readonly IReadOnlyList<ScenarioFile> _shippedFiles;
    private readonly IReadOnlyList<Scenario> _shipped;
    private readonly ScenarioFolder _folder;
    private readonly ScenarioOptions _options;
    private readonly SourcedScenarios _sourced;
    private readonly Lock _loading = new();
    private volatile LoadedScenarios _current;

    /// <exception cref="ScenarioException">A file cannot be used, the folder is missing, or the default scenario does not exist; with all messages.</exception>
    public ScenarioLibrary(ScenarioFolder folder, ScenarioFormat format, IOptions<ScenarioOptions> options, IOptions<ConditionOptions> conditions, SourcedScenarios sourced)
    {
        (_folder, _options, _sourced, Format) = (folder, options.Value, sourced, format);
        _shippedFiles = ScenarioLoading.ReadShipped(format);
        _shipped = [.. _shippedFiles.SelectMany(file => file.Scenarios)];
        folder.Read();
        var byDefault = FindDefault();
        var known = MakeConditions();
        IReadOnlyList<string> faults = [.. folder.Faults];
        faults = faults is [] ? [.. conditions.Value.FindUnknown(known.Keys)] : faults;
        _current = faults is []
            ? new LoadedScenarios(MakeCatalog(byDefault ?? throw new ScenarioException(NoDefault())), known, Loads: 1, Faults: [])
            : throw new ScenarioException(faults);
    }

    public ScenarioFormat Format { get; }

    /// <summary>Gets the scenarios. Two reads may return two versions.</summary>
    public LoadedScenarios Current => _current;

    public ScenarioCatalog Catalog => _current.Catalog;

    /// <summary>Returns the scenarios that customers of a world may get: the emulator's and the world's.</summary>
    /// <param name="world">The world, or null if it does not exist yet.</param>
    public ScenarioCatalog CatalogOf(World? world) => world?.FindPart<ScenarioSelection>()?.UsedOwn?.Over(Catalog) ?? Catalog;

    public int ShippedCount => _shipped.Count;

    /// <summary>Returns the warnings of the user's current files, one line each.</summary>
    public IReadOnlyList<string> FindWarnings()
    {
        var files = _folder.Files.ToList();
        return [.. files.SelectMany(file => file.Warnings).Concat(CrossFileChecks.Check(files, _shippedFiles)).Select(warning => warning.ToString())];
    }

    /// <summary>Reads the changed files.</summary>
    /// <returns>The files that were read again or removed.</returns>
    public IReadOnlyList<string> Reload()
    {
        lock (_loading)
        {
            var changed = _folder.Read();
            var byDefault = FindDefault();
            IReadOnlyList<string> faults = [.. _folder.Faults, .. byDefault is null ? [$"{NoDefault()}; the last one stays"] : (IReadOnlyList<string>)[]];
            if (changed is not [] || !faults.SequenceEqual(_current.Faults, StringComparer.Ordinal))
            {
                _current = new LoadedScenarios(MakeCatalog(byDefault ?? _current.Catalog.Default), MakeConditions(), _current.Loads + 1, faults);
            }

            return changed;
        }
    }

    private ScenarioCatalog MakeCatalog(Scenario byDefault) => new(_shipped, _folder.Scenarios, _sourced, byDefault);

    // The user's conditions are last, so that they replace shipped conditions of the same name.
    private SortedDictionary<string, Condition> MakeConditions() => new(
        _shippedFiles.Concat(_folder.Files).SelectMany(file => file.Conditions).GroupBy(condition => condition.Name, StringComparer.Ordinal)
            .ToDictionary(named => named.Key, named => named.Last(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private Scenario? FindDefault() => _shipped.Concat(_folder.Scenarios).LastOrDefault(scenario => scenario.Name == _options.Default) ?? _sourced.Find(_options.Default!);

    private string NoDefault()
    {
        var names = _shipped.Concat(_folder.Scenarios).Select(scenario => scenario.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"Emulator:Scenarios:Default: there is no scenario '{_options.Default}'; write one of {string.Join(", ", names)}";
    }
}

/// <summary>Represents one version of all files.</summary>
/// <param name="Loads">The number of loads: 1 at the start, and 1 more for each change.</param>
internal sealed record LoadedScenarios(ScenarioCatalog Catalog, IReadOnlyDictionary<string, Condition> Conditions, int Loads, IReadOnlyList<string> Faults);
