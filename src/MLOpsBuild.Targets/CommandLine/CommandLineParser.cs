using System.Globalization;
using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.CommandLine;

/// <summary>Takes a command line apart, knowing for each option how many words belong to it.</summary>
/// <remarks>
/// An option begins with one or two dashes and a letter; <c>--name=value</c> and <c>--name value</c> are the same. After <c>--</c>
/// everything is a target. A switch takes a following <c>true</c> or <c>false</c> only, so that <c>--no-logo Build</c> runs Build.
/// </remarks>
internal static class CommandLineParser
{
    public static ParsedCommandLine Parse(IReadOnlyList<string> arguments, ParameterCatalog catalog)
    {
        var words = new List<string>();
        var options = new Dictionary<ParameterSpec, IReadOnlyList<string>>();
        var problems = new List<string>();
        for (var i = 0; i < arguments.Count;)
        {
            var word = arguments[i++];
            if (word == "--")
            {
                words.AddRange(arguments.Skip(i));
                break;
            }

            if (!IsOption(word))
            {
                words.Add(word);
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            var spec = name is "-h" or "-?" ? BuiltIn.Help : catalog.Find(name);
            if (spec is null)
            {
                problems.Add($"Unknown option {name}.{Nearest.Hint(name, catalog.All.Where(s => s.IsListed).Select(s => s.Option))}");
                // What follows may be its values: taking them for targets would only add noise.
                while (equals < 0 && i < arguments.Count && !IsOption(arguments[i])) i++;
                continue;
            }

            options[spec] = equals < 0 ? Values(spec, arguments, ref i) : [word[(equals + 1)..]];
            if (spec.Arity == Arity.Single && options[spec].Count == 0) problems.Add($"{spec.Option} needs a value; one that begins with a dash is given as {spec.Option}=-value.");
        }

        return new ParsedCommandLine(words, options, problems);
    }

    public static bool IsOption(string word) =>
        word.Length > 1 && word[0] == '-' && (char.IsAsciiLetter(word[1]) || word is "-?" || word[1] == '-');

    private static List<string> Values(ParameterSpec spec, IReadOnlyList<string> arguments, ref int next)
    {
        var values = new List<string>();
        while (next < arguments.Count && !IsOption(arguments[next]) && Takes(spec, arguments[next], values.Count)) values.Add(arguments[next++]);
        return values;
    }

    private static bool Takes(ParameterSpec spec, string word, int count) => spec.Arity switch
    {
        Arity.Many => true,
        Arity.Switch => count == 0 && word.ToLowerInvariant() is "true" or "false",
        Arity.Optional when spec.TakesNumbers => count == 0 && int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => count == 0,
    };
}
