using System.Globalization;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>Chosen values by parameter name. Immutable; equal when the names and texts are equal.</summary>
/// <remarks>Values are texts in one canonical form, so that a trial has one key on every machine: integers in digits, reals in their shortest form, switches as <c>true</c> or <c>false</c>.</remarks>
public sealed class ParameterValues : IEquatable<ParameterValues>
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Values in any order.</summary>
    /// <exception cref="ArgumentException">A name comes twice, is empty, begins with @ or holds =, ; or a control character; or a value holds ; or a control character.</exception>
    public ParameterValues(IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, value) in values)
        {
            if (name.Length == 0 || name[0] == '@' || name.Any(c => c is '=' or ';' || char.IsControl(c)))
            {
                throw new ArgumentException($"'{name}' is no parameter's name: it must not be empty, begin with @, or hold =, ; or a control character.", nameof(values));
            }

            if (value.Any(c => c == ';' || char.IsControl(c))) throw new ArgumentException($"The value '{value}' of {name} holds ; or a control character.", nameof(values));
            if (!_values.TryAdd(name, value)) throw new ArgumentException($"Parameter '{name}' has two values.", nameof(values));
        }

        Key = string.Join(';', _values.Select(v => $"{v.Key}={v.Value}"));
    }

    /// <summary>No values.</summary>
    public static ParameterValues None { get; } = new([]);

    /// <summary>All of it as one text, sorted by name: <c>depth=4;trees=200</c>. Empty for none.</summary>
    public string Key { get; }

    /// <summary>The values, sorted by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _values;

    /// <summary>True when the parameter has a value here.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A value's text.</summary>
    /// <exception cref="KeyNotFoundException">The parameter has no value here.</exception>
    public string Text(string name) => _values.TryGetValue(name, out var text)
        ? text
        : throw new KeyNotFoundException($"'{name}' has no value; there are {string.Join(", ", _values.Keys)}.");

    /// <summary>An integer's value.</summary>
    public int Integer(string name) => int.Parse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A real number's value.</summary>
    public double Real(string name) => double.Parse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A switch's value.</summary>
    public bool Switch(string name) => bool.Parse(Text(name));

    /// <summary>The same with one more value, or another one.</summary>
    public ParameterValues With(string name, string value) => new(_values.Where(v => v.Key != name).Append(KeyValuePair.Create(name, value)));

    /// <inheritdoc/>
    public bool Equals(ParameterValues? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterValues);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Key;
}
