namespace MLOpsBuild.Targets.Parameters;

/// <summary>A parameter's words as a source gave them.</summary>
/// <param name="Words">The words; none for an option without a value.</param>
/// <param name="Origin">Where they come from, for messages.</param>
/// <param name="Base">What relative paths start from.</param>
internal sealed record RawValue(IReadOnlyList<string> Words, string Origin, AbsolutePath Base);
