using System.Reflection;
using System.Text.Encodings.Web;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Provides the form of the bank's JSON: camel case, names for enumerations, absent members instead of nulls, text unescaped.</summary>
internal static class WireJson
{
    /// <summary>The most levels of nesting in requests and answers, as in the defaults of most readers.</summary>
    public const int Deepest = 64;

    /// <summary>The most levels of a nested part in an answer. With the levels around it, the answer stays within <see cref="Deepest"/>.</summary>
    public const int DeepestShown = Deepest - 8;

    /// <summary>Gets the settings for JSON outside of answers.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Applies the settings to existing options.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = Deepest;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    /// <summary>Returns the JSON name of a value of an enumeration.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => NameOf(typeof(T), value.ToString());

    /// <summary>Returns the JSON name of a value of an enumeration.</summary>
    /// <remarks>The serializer returns the same, but prepares the type first, which makes the start slower.</remarks>
    public static string NameOf(Type type, string member) => type.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
