using System.Text.Json.Nodes;

namespace MLOpsBuild.Tests.GitHub;

/// <summary>What the fake was asked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the API, decoded, without a slash at its start.</param>
/// <param name="Query">The query's values.</param>
/// <param name="Token">What was shown as bearer.</param>
/// <param name="Body">The body's JSON; null for none, and for a file.</param>
/// <param name="Bytes">How many bytes the body has.</param>
/// <param name="EntityTag">The tag of the answer that the asker has.</param>
internal sealed record FakeRequest(string Method, string Path, IReadOnlyDictionary<string, string> Query, string Token, JsonNode? Body, long Bytes, string? EntityTag)
{
    public string Text(string name) => (string?)Body![name] ?? "";

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>What the fake says.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The JSON; null for none.</param>
internal sealed record FakeAnswer(int Status, JsonNode? Body = null)
{
    /// <summary>Name of the list in the body that is given page by page; null when the body itself is the list, or there is none.</summary>
    public string? List { get; init; }
}

/// <summary>Something that goes wrong, once.</summary>
/// <param name="Method">The method of the call that it meets.</param>
/// <param name="Part">What its path contains.</param>
internal sealed record Fault(string Method, string Part)
{
    /// <summary>Whether the call is carried out all the same.</summary>
    public bool IsDone { get; init; }

    /// <summary>The status that is said instead; null cuts the connection.</summary>
    public int? Status { get; init; }

    /// <summary>The message that is said.</summary>
    public string Message { get; init; } = "";

    /// <summary>Headers that go with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The call is carried out, and its answer gets lost.</summary>
    public static Fault LostAnswer(string method, string part) => new(method, part) { IsDone = true };

    /// <summary>The call is refused, or fails, and is not carried out.</summary>
    public static Fault Refusal(string method, string part, int status, string message = "", params (string Name, string Value)[] headers) =>
        new(method, part) { Status = status, Message = message, Headers = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase) };
}
