using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Targets.Running;

/// <summary>Remembers in <c>.nuke/temp</c> which targets the last attempt of a command has finished, for <c>--continue</c>.</summary>
/// <remarks>The first line identifies the command; each further line names a target. A build that is killed may leave half a line, which names none.</remarks>
internal sealed class AttemptFile
{
    private readonly AbsolutePath _path;
    private readonly string _command;

    public AttemptFile(AbsolutePath temporaryDirectory, IEnumerable<string> command)
    {
        _path = temporaryDirectory / "build-attempt.log";
        _command = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', command))));
    }

    /// <summary>The targets that the last attempt of the same command has finished; null when there is none.</summary>
    public IReadOnlyList<string>? LastAttempt() =>
        File.Exists(_path) && File.ReadAllLines(_path) is [var command, .. var done] && command == _command ? done : null;

    /// <summary>Begins a new attempt, with targets that count as finished.</summary>
    public void Begin(IEnumerable<string> done)
    {
        Directory.CreateDirectory(_path.Parent!);
        var next = _path + ".next";
        File.WriteAllLines(next, [_command, .. done]);
        File.Move(next, _path, overwrite: true);
    }

    public void Add(string target) => File.AppendAllText(_path, target + "\n");
}
