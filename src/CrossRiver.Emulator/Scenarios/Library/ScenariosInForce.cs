using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>The scenarios of an emulator as they are now: read at the start, and again when files change.</summary>
internal sealed class ScenariosInForce
{
    private readonly IReadOnlyList<ScenarioFile> _shippedFiles;
    private readonly IReadOnlyList<Scenario> _shipped;
    private readonly ScenarioFolder _folder;
    private readonly ScenarioOptions _options;
    private readonly SourcedScenarios _sourced;
    private readonly Lock _loading = new();
    private volatile LoadedScenarios _current;

    /// <exception cref="ScenarioException">A file cannot be used, the folder that was asked for is missing, or there is no scenario of the default's name; all messages of all files.</exception>
    public ScenariosInForce(ScenarioFolder folder, ScenarioFormat format, IOptions<ScenarioOptions> options, IOptions<ConditionOptions> conditions, SourcedScenarios sourced)
    {
        Format = format;
        _shippedFiles = ScenarioLoading.ReadShipped(format);
        _shipped = [.. _shippedFiles.SelectMany(file => file.Scenarios)];
        _folder = folder;
        _options = options.Value;
        _sourced = sourced;

        folder.Read();
        var byDefault = FindDefault();
        var known = MakeConditions();
        IReadOnlyList<string> faults = [.. folder.Faults];
        faults = faults is [] ? [.. conditions.Value.FindUnknown(known.Keys)] : faults;
        _current = faults is []
            ? new LoadedScenarios(MakeCatalog(byDefault ?? throw new ScenarioException(NoDefault())), known, Loads: 1, Faults: [])
            : throw new ScenarioException(faults);
    }

    /// <summary>Gets what reads scenarios.</summary>
    public ScenarioFormat Format { get; }

    /// <summary>The scenarios. Who reads them twice may read two versions.</summary>
    public LoadedScenarios Current => _current;

    /// <summary>The scenarios, one version of all.</summary>
    public ScenarioCatalog Catalog => _current.Catalog;

    /// <summary>Returns the scenarios that the customers of a world may get: the emulator's, and the world's own.</summary>
    /// <param name="world">The world, or null if there is none yet.</param>
    public ScenarioCatalog CatalogOf(World? world) => world?.FindPart<WorldScenarios>()?.UsedOwn?.Over(Catalog) ?? Catalog;

    /// <summary>How many scenarios ship with the program.</summary>
    public int ShippedCount => _shipped.Count;

    /// <summary>What is probably not meant in the user's files as they are now, one line each.</summary>
    public IReadOnlyList<string> FindWarnings()
    {
        var files = _folder.Files.ToList();

        return [.. files.SelectMany(file => file.Warnings).Concat(AcrossFiles.Check(files, _shippedFiles)).Select(warning => warning.ToString())];
    }

    /// <summary>Reads the files that have changed.</summary>
    /// <returns>The files that were read anew or are gone.</returns>
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

    // The user's come last: each takes the place of a shipped one of its name.
    private SortedDictionary<string, Condition> MakeConditions()
    {
        var byName = new SortedDictionary<string, Condition>(StringComparer.Ordinal);
        foreach (var condition in _shippedFiles.Concat(_folder.Files).SelectMany(file => file.Conditions))
        {
            byName[condition.Name] = condition;
        }

        return byName;
    }

    private Scenario? FindDefault() => _shipped.Concat(_folder.Scenarios).LastOrDefault(scenario => scenario.Name == _options.Default) ?? _sourced.Find(_options.Default!);

    private string NoDefault()
    {
        var names = _shipped.Concat(_folder.Scenarios).Select(scenario => scenario.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"Emulator:Scenarios:Default: there is no scenario '{_options.Default}'; write one of {string.Join(", ", names)}";
    }
}

/// <summary>What was read at one time.</summary>
/// <param name="Catalog">The scenarios.</param>
/// <param name="Conditions">The conditions, by their names.</param>
/// <param name="Loads">How often files were read: 1 at the start, and one more with each change.</param>
/// <param name="Faults">What is wrong with the files and stands aside until it is mended, one line each.</param>
internal sealed record LoadedScenarios(ScenarioCatalog Catalog, IReadOnlyDictionary<string, Condition> Conditions, int Loads, IReadOnlyList<string> Faults);
