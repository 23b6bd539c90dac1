using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Reads and prints single values by a schema, as a file does.</summary>
internal static class SchemaTrial
{
    extension<T>(Schema<T> schema)
    {
        /// <summary>Returns the value of a text without mistakes.</summary>
        public T Read(string yaml)
        {
            var (isRead, value, messages) = schema.TryRead(yaml);
            Assert.Empty(messages);
            Assert.True(isRead);
            return value!;
        }

        /// <summary>Returns what is wrong with a text, each with its place.</summary>
        public IReadOnlyList<string> Refuse(string yaml) => schema.TryRead(yaml).Messages;

        /// <summary>Returns whether there is a value, the value, and what is wrong with it.</summary>
        public (bool IsRead, T? Value, IReadOnlyList<string> Messages) TryRead(string yaml)
        {
            var context = new ParseContext("f");
            var node = Assert.Single(YamlText.Read(yaml, context));
            var isRead = schema.TryRead(node, context, out var value);
            return (isRead, value, [.. context.Messages.Select(message => $"{message}")]);
        }

        /// <summary>Returns a value as a file has it, or null if a file leaves it out.</summary>
        public string? Written(T value) => schema.Print(value) is { } node ? YamlText.Write(node).TrimEnd('\n') : null;

        /// <summary>Returns the JSON schema in one line.</summary>
        public string Json() => schema.Describe(new Definitions()).ToJsonString();
    }
}
