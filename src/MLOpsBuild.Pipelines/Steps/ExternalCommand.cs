namespace MLOpsBuild.Pipelines.Steps;

/// <summary>A program that is not ours, with everything that it reads and writes declared: only then can its result be kept.</summary>
/// <param name="Program">The program to start, found on PATH.</param>
/// <param name="Arguments">Its arguments; it runs in a fresh folder that holds nothing but its inputs.</param>
/// <param name="Sources">Files of the pipeline's folder that it needs: scripts, settings. Their bytes are part of the key.</param>
/// <param name="Output">The file that it must leave behind.</param>
public sealed record ExternalCommand(string Program, IReadOnlyList<string> Arguments, IReadOnlyList<string> Sources, string Output)
{
    /// <summary>As a person would type it.</summary>
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
