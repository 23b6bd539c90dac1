using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace CrossRiver.Emulator.Cli.Help;

/// <summary>What <c>--version</c> shows: the release, and the commit if it is known.</summary>
internal sealed class VersionPage : SynchronousCommandLineAction
{
    /// <summary>The release with the commit that it was built from: <c>0.1.0+commit</c>.</summary>
    public static string Version => typeof(VersionPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Version);
        return ExitCode.Done;
    }
}
