namespace Gateway;

/// <summary>A call that the gateway refuses.</summary>
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    public int Status => status;
}

/// <summary>Writes the errors of the gateway in the form of the bank's.</summary>
internal static class Errors
{
    // The bank's code for its own faults, and for bodies and queries that lack something.
    private const int SystemCode = 9999;
    private const int ValidationCode = 1000;

    public static Task WriteAsync(HttpResponse response, int status, params IEnumerable<string> messages)
    {
        response.StatusCode = status;
        var code = status < StatusCodes.Status500InternalServerError ? ValidationCode : SystemCode;
        return response.WriteAsJsonAsync(new { errors = messages.Select(message => new { code, message }) });
    }
}
