namespace MLOpsBuild.GitHub.Workflows;

/// <summary>One step of a job: an action or a script.</summary>
public sealed class Step
{
    private Step(string name) => Name = name;

    /// <summary>What it does, for readers of the log.</summary>
    public string Name { get; }

    /// <summary>The name under which later steps read its outputs; null when none does.</summary>
    public string? Id { get; init; }

    /// <summary>The condition under which it runs; null for "when nothing failed before".</summary>
    public string? If { get; init; }

    /// <summary>Why the step is as it is, on the line above its first setting; null for the obvious.</summary>
    public string? Comment { get; init; }

    /// <summary>The action; null for a script.</summary>
    public PinnedAction? Action { get; private init; }

    /// <summary>The script, run by bash; null for an action.</summary>
    public string? Script { get; private init; }

    /// <summary>The action's inputs, in the order in which they are written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> With { get; init; } = [];

    /// <summary>Environment variables; the only way for a value of the event to reach a script.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    /// <summary>A step that uses an action.</summary>
    public static Step Use(string name, PinnedAction action) => new(name) { Action = action };

    /// <summary>A step that uses an action with inputs.</summary>
    public static Step Use(string name, PinnedAction action, params IReadOnlyList<(string Key, string Value)> with) =>
        new(name) { Action = action, With = Pairs(with) };

    /// <summary>A step that runs a script.</summary>
    /// <exception cref="ArgumentException">The script contains an expression: GitHub pastes its value into the script as code.</exception>
    public static Step Run(string name, string script)
    {
        if (script.Contains("${{", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The script of step '{name}' contains an expression (${{{{ … }}}}), whose value would be run as code. Give the value in Env and read the variable.",
                nameof(script));
        }

        return new Step(name) { Script = script };
    }

    /// <summary>The same step with another condition, variables, id or comment.</summary>
    internal Step But(string? id = null, string? condition = null, string? comment = null, params IReadOnlyList<(string Key, string Value)> env) => new(Name)
    {
        Action = Action,
        Script = Script,
        With = With,
        Id = id ?? Id,
        If = condition ?? If,
        Comment = comment ?? Comment,
        Env = env.Count > 0 ? Pairs(env) : Env,
    };

    private static List<KeyValuePair<string, string>> Pairs(IReadOnlyList<(string Key, string Value)> pairs) =>
        [.. pairs.Select(p => KeyValuePair.Create(p.Key, p.Value))];
}
