using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>A check of <c>gates.json</c>, ready to judge.</summary>
public interface IGate
{
    /// <summary>Its name in the file: that of its verdict, as environments require it.</summary>
    string Name { get; }

    /// <summary>What it is of.</summary>
    IGateKind Kind { get; }

    /// <summary>Its settings.</summary>
    GateSettings Settings { get; }

    /// <summary>What it looks at.</summary>
    GateNeeds Needs { get; }

    /// <summary>Measures and judges. What goes wrong on the way is a verdict of error, never an exception, except cancellation.</summary>
    GateResult Judge(GateEvidence evidence, CancellationToken cancellationToken);
}

/// <summary>A kind of check: knows its settings and makes gates of them.</summary>
public interface IGateKind
{
    /// <summary>Its name, as <c>kind</c> in <c>gates.json</c>: lower-case words with dashes.</summary>
    string Kind { get; }

    /// <summary>What it finds out and what to do when it does not pass, in a sentence or two for a person.</summary>
    string Help { get; }

    /// <summary>The type of its settings, with a constructor without parameters.</summary>
    Type SettingsType { get; }

    /// <summary>A gate with settings.</summary>
    IGate Configure(string name, GateSettings settings);
}

/// <summary>What a gate looks at: what it does not name it is not given, and what it names decides whether its last verdict still holds.</summary>
[Flags]
public enum GateNeeds
{
    /// <summary>Nothing but its settings.</summary>
    None = 0,

    /// <summary>The trained model.</summary>
    Model = 1,

    /// <summary>The rows that it was trained on.</summary>
    Training = 2,

    /// <summary>The rows that it was measured on, with its predictions.</summary>
    Evaluation = 4,

    /// <summary>The model package.</summary>
    Package = 8,

    /// <summary>The verdict of the data's contract.</summary>
    Validation = 16,

    /// <summary>The verdict on drift between training and evaluation rows.</summary>
    Drift = 32,

    /// <summary>The speed of this machine: only a pass is kept, and for machines of the same class.</summary>
    Machine = 64,
}
