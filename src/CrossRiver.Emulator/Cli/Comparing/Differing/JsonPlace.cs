using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Represents the place of a value in a body.</summary>
/// <param name="Path">The JSON path, as outputs show it.</param>
/// <param name="Name">The name of the member, or that of the list that contains the item.</param>
/// <param name="IsOfPage">Whether the member belongs to a page of a list.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonPlace(string Path, string Name, bool IsOfPage)
{
    private const string ErrorList = "$.errors[";

    public static JsonPlace Root { get; } = new("$", "", IsOfPage: false);

    public bool IsCode => Name is "code" && Path.StartsWith(ErrorList, StringComparison.Ordinal);

    public bool IsMessage => Name is "message" && Path.StartsWith(ErrorList, StringComparison.Ordinal);

    public JsonPlace Member(string name, string shownName, bool isOfPage = false) => new($"{Path}.{shownName}", name, isOfPage);

    public JsonPlace Item(int index) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), Name, IsOfPage: false);
}
