namespace MLOpsBuild.Targets.Definition;

/// <summary>A condition of a target, with its source text for people.</summary>
internal sealed record Condition(Func<bool> Holds, string Text)
{
    /// <summary>Takes the compiler's text of a lambda and leaves what a person would say.</summary>
    public static Condition Of(Func<bool> holds, string? text)
    {
        var words = string.Join(' ', (text ?? "condition").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new Condition(holds, words.StartsWith("() =>", StringComparison.Ordinal) ? words[5..].Trim() : words);
    }
}
