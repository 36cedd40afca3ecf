using System.Text.Json;
using System.Text.Json.Serialization;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Sharing;

/// <summary>What the signer of a shared result says, as an in-toto Statement v1: this key gave these outputs.</summary>
/// <param name="Key">The digest of the step's key.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Run">The run that computed it.</param>
/// <param name="Branch">The branch of that run.</param>
/// <param name="Commit">The commit of that run.</param>
/// <param name="Outputs">Output digests by name.</param>
public sealed record StepStatement(Digest Key, string Step, string Run, string? Branch, string? Commit, SortedDictionary<string, Digest> Outputs)
{
    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string PredicateType = "urn:mlopsbuild:step-result:v1";

    /// <summary>Deterministic bytes.</summary>
    public byte[] ToBytes() => StepJson.Write(new Statement(
        StatementType,
        [.. Outputs.Select(o => new Subject(o.Key, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = o.Value.Hex }))],
        PredicateType,
        new Predicate(Key, Step, Run, Branch, Commit)));

    /// <summary>Reads a statement.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static StepStatement Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var statement = StepJson.Read<Statement>(bytes);
            if (statement is not { Type: StatementType, PredicateType: PredicateType, Subject.Count: > 0 }) throw new InvalidDataException("it is no statement on a step");
            var outputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
            foreach (var subject in statement.Subject)
            {
                if (!Digest.TryParse($"sha256:{subject.Digest.GetValueOrDefault("sha256")}", out var digest) || !outputs.TryAdd(subject.Name, digest)) throw new InvalidDataException("its outputs are not named by digests");
            }

            var said = statement.Predicate;
            return new StepStatement(said.Key, said.Step, said.Run, said.Branch, said.Commit, outputs);
        }
        catch (JsonException)
        {
            throw new InvalidDataException("it is no statement on a step");
        }
    }

    private sealed record Statement(
        [property: JsonPropertyName("_type")] string Type,
        IReadOnlyList<Subject> Subject,
        string PredicateType,
        Predicate Predicate);

    private sealed record Subject(string Name, SortedDictionary<string, string> Digest);

    private sealed record Predicate(Digest Key, string Step, string Run, string? Branch, string? Commit);
}
