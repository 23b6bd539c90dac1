namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>One page of a list, as the bank answers it.</summary>
/// <remarks>
/// Source: the bank's page on pagination and recorded answers; there is no total. An
/// empty page says <c>pageSize: 0</c>.
/// </remarks>
internal sealed record Page<T>(IReadOnlyList<T> Results, int PageNumber, int PageSize, bool HasPreviousPage, bool HasNextPage);
