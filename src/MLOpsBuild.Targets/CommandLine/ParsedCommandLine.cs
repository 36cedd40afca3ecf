using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.CommandLine;

/// <summary>The command line taken apart.</summary>
/// <param name="Words">The words that belong to no option: targets.</param>
/// <param name="Options">The words of each option; of a repeated option, the last ones.</param>
/// <param name="Problems">Unknown options and missing values.</param>
internal sealed record ParsedCommandLine(
    IReadOnlyList<string> Words,
    IReadOnlyDictionary<ParameterSpec, IReadOnlyList<string>> Options,
    IReadOnlyList<string> Problems);
