namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>A group of operations in the reference: metadata of its endpoints.</summary>
/// <param name="Text">What the operations are about, in Markdown.</param>
internal sealed record RouteTag(string Name, string Text);

/// <summary>Gives routes their tags.</summary>
internal static class RouteTags
{
    /// <summary>Adds a tag, and what it says, to the metadata of all endpoints of a group.</summary>
    /// <param name="routes">The group.</param>
    /// <param name="name">As of <see cref="RouteTag.Name"/>.</param>
    /// <param name="text">As of <see cref="RouteTag.Text"/>.</param>
    public static LazyRoutes WithTag(this LazyRoutes routes, string name, string text) => routes.WithTags(name).WithMetadata(new RouteTag(name, text));
}
