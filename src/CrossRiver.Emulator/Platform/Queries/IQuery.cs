using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>Something that a handler takes from the query of its call.</summary>
internal interface IQuery<TSelf> : IBindableFromHttpContext<TSelf>, IEndpointParameterMetadataProvider
    where TSelf : class, IQuery<TSelf>
{
    /// <summary>Reads the members.</summary>
    static abstract TSelf Read(QueryReader query);

    /// <summary>Reads the query of a request; minimal APIs call this for a handler's parameter.</summary>
    /// <exception cref="Errors.RefusedException">A member has not the form that it must have.</exception>
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
        builder.Metadata.Add(new QueryForm(() => members.Value));
    }

    // Whoever reads an empty query asks for every member, and so tells them all.
    private static IReadOnlyList<QueryMember> DescribeMembers()
    {
        var members = new List<QueryMember>();
        TSelf.Read(new QueryReader(QueryCollection.Empty, members));

        return members;
    }
}

/// <summary>What a call takes in its query: metadata of its endpoint.</summary>
/// <param name="DescribeMembers">Lists the members.</param>
internal sealed record QueryForm(Func<IReadOnlyList<QueryMember>> DescribeMembers);
