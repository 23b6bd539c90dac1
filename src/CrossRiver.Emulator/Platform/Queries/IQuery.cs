using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>A value that a handler takes from the query of its call.</summary>
internal interface IQuery<TSelf> : IBindableFromHttpContext<TSelf>, IEndpointParameterMetadataProvider
    where TSelf : class, IQuery<TSelf>
{
    static abstract TSelf Read(QueryReader query);

    /// <summary>Reads the query of a request; minimal APIs call this for a handler's parameter.</summary>
    /// <exception cref="Errors.ApiException">A member is malformed.</exception>
    static ValueTask<TSelf?> IBindableFromHttpContext<TSelf>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var reader = new QueryReader(context.Request.Query);
        var query = TSelf.Read(reader);
        reader.ThrowIfFaulty();

        return ValueTask.FromResult<TSelf?>(query);
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        var members = new Lazy<IReadOnlyList<QueryMember>>(DescribeMembers);
        builder.Metadata.Add(new QueryOptions(() => members.Value));
    }

    // A reader asks for every member, even of an empty query, and so lists them all.
    private static IReadOnlyList<QueryMember> DescribeMembers()
    {
        var members = new List<QueryMember>();
        TSelf.Read(new QueryReader(QueryCollection.Empty, members));

        return members;
    }
}

/// <summary>The members of the query of a call: metadata of its endpoint.</summary>
internal sealed record QueryOptions(Func<IReadOnlyList<QueryMember>> DescribeMembers);

/// <summary>Finds the members of a query that its call does not read.</summary>
/// <remarks>A call reads the members that its <see cref="QueryOptions"/>s describe. There is no second list.</remarks>
internal static class UnknownQuery
{
    private const int MostNoted = 20;
    private const int LongestNoted = 100;

    /// <summary>Returns the names of the members that a call does not read, as they were sent: the first 20, each up to 100 characters.</summary>
    public static IReadOnlyList<string> Of(HttpContext context)
    {
        // Most calls have no query, and then nothing is searched.
        if (!context.Request.QueryString.HasValue)
        {
            return [];
        }

        var known = KnownTo(context.GetEndpoint());
        return [.. context.Request.Query.Keys
            .Where(name => name.Length > 0 && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Take(MostNoted)
            .Select(name => name.Length <= LongestNoted ? name : name[..LongestNoted])];
    }

    /// <summary>Returns the names of the members that a call reads.</summary>
    public static IReadOnlyList<string> KnownTo(Endpoint? endpoint) =>
        [.. (endpoint?.Metadata.GetOrderedMetadata<QueryOptions>() ?? []).SelectMany(form => form.DescribeMembers()).Select(member => member.Name)];
}
