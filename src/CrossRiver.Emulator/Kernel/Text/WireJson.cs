using System.Reflection;
using System.Text.Encodings.Web;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>How the bank writes JSON: camel case, names for enumerations, absent members instead of nulls, text unescaped.</summary>
internal static class WireJson
{
    /// <summary>The most levels of nesting that JSON may have, sent or answered: what most readers take by default.</summary>
    public const int Deepest = 64;

    /// <summary>The most levels of a part of JSON that answers show: with all levels around it, an answer stays within <see cref="Deepest"/>.</summary>
    public const int DeepestShown = Deepest - 8;

    /// <summary>The same settings, for what is not an answer of ours.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Gives these settings to options that somebody else made.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = Deepest;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    /// <summary>Returns the name of a value of an enumeration as JSON has it.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => NameOf(typeof(T), value.ToString());

    /// <summary>Returns the name of a value of an enumeration as JSON has it.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="member">The name of the value in the code.</param>
    /// <remarks>The serializer would say the same, and would first build what it needs for the type: that is felt at the start.</remarks>
    public static string NameOf(Type type, string member) => type.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
