using System.Security.Cryptography;
using System.Text;

namespace MLOpsBuild.Targets.Running;

/// <summary>Remembers in <c>.nuke/temp</c> which targets the last attempt of a command has finished, for <c>--continue</c>.</summary>
/// <remarks>The first line identifies the command; each further line names a target. Written whole and renamed, so that a killed build leaves a good file.</remarks>
internal sealed class AttemptFile
{
    private readonly AbsolutePath _path;
    private readonly string _command;
    private readonly List<string> _done = [];

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
        _done.Clear();
        _done.AddRange(done);
        Write();
    }

    public void Add(string target)
    {
        _done.Add(target);
        Write();
    }

    private void Write()
    {
        Directory.CreateDirectory(_path.Parent!);
        var next = _path + ".next";
        File.WriteAllText(next, string.Join('\n', [_command, .. _done]) + "\n");
        File.Move(next, _path, overwrite: true);
    }
}
