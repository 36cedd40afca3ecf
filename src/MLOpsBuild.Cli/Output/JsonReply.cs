using System.Text;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Output;

/// <summary>The one form of all machine output: <c>version</c>, <c>command</c>, <c>exitCode</c>, and <c>result</c> or <c>error</c> or both.</summary>
internal sealed record JsonReply(int Version, string Command, int ExitCode, string? Error, object? Result)
{
    /// <summary>The document, indented, with LF.</summary>
    public static string Format(string command, Reply reply) =>
        Encoding.UTF8.GetString(StepJson.Write(new JsonReply(1, command, reply.ExitCode, reply.Error, reply.Result))).TrimEnd('\n');
}
