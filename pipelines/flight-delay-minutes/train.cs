#:property PublishAot=false

// Ridge regression as a program of its own: dotnet run train.cs ROWS.csv TARGET RIDGE MODEL.json
// It knows nothing of the build: it reads a CSV file, solves the normal equations, and writes coefficients as JSON.
using System.Globalization;
using System.Text;

var (rowsFile, target, ridge, modelFile) = (args[0], args[1], double.Parse(args[2], CultureInfo.InvariantCulture), args[3]);
var lines = File.ReadAllLines(rowsFile);
var header = lines[0].Split(',');
var rows = lines[1..].Select(line => line.Split(',')).ToArray();
var y = rows.Select(r => Number(r[Array.IndexOf(header, target)])).ToArray();
var columns = new List<(string Input, string? Category, double Mean, double Deviation, double[] Values)>();
for (var c = 0; c < header.Length; c++)
{
    if (header[c] == target) continue;
    var texts = rows.Select(r => r[c]).ToArray();
    if (texts.All(t => t.Length == 0 || double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
    {
        var known = texts.Where(t => t.Length > 0).Select(Number).ToArray();
        var mean = known.Average();
        var deviation = Math.Max(Math.Sqrt(known.Average(v => (v - mean) * (v - mean))), 1e-9);
        columns.Add((header[c], null, mean, deviation, texts.Select(t => t.Length == 0 ? 0 : (Number(t) - mean) / deviation).ToArray()));
    }
    else
    {
        foreach (var category in texts.Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            columns.Add((header[c], category, 0, 1, texts.Select(t => t == category ? 1.0 : 0.0).ToArray()));
        }
    }
}

var average = y.Average();
var weights = Solve(columns.Select(c => c.Values).ToArray(), y.Select(v => v - average).ToArray(), ridge);

var numbers = columns.Select((c, i) => (Column: c, Weight: weights[i] / c.Deviation)).Where(c => c.Column.Category is null).ToArray();
var intercept = average - numbers.Sum(n => n.Weight * n.Column.Mean);
var json = new StringBuilder("{\n");
json.Append($"  \"intercept\": {Text(intercept)},\n");
json.Append($"  \"numbers\": {{ {string.Join(", ", numbers.Select(n => $"\"{n.Column.Input}\": {Text(n.Weight)}"))} }},\n");
json.Append($"  \"missing\": {{ {string.Join(", ", numbers.Select(n => $"\"{n.Column.Input}\": {Text(n.Weight * n.Column.Mean)}"))} }},\n");
var categories = columns.Select((c, i) => (Column: c, Weight: weights[i])).Where(c => c.Column.Category is not null).GroupBy(c => c.Column.Input);
json.Append($"  \"categories\": {{ {string.Join(", ", categories.Select(g => $"\"{g.Key}\": {{ {string.Join(", ", g.Select(c => $"\"{c.Column.Category}\": {Text(c.Weight)}"))} }}"))} }}\n");
File.WriteAllText(modelFile, json.Append("}\n").ToString());

// Cholesky on (X'X + ridge I) w = X'y.
static double[] Solve(double[][] x, double[] y, double ridge)
{
    var n = x.Length;
    var a = new double[n, n];
    var b = new double[n];
    for (var i = 0; i < n; i++)
    {
        for (var j = 0; j <= i; j++)
        {
            var sum = i == j ? ridge : 0.0;
            for (var row = 0; row < y.Length; row++) sum += x[i][row] * x[j][row];
            a[i, j] = sum;
        }

        for (var row = 0; row < y.Length; row++) b[i] += x[i][row] * y[row];
    }

    for (var i = 0; i < n; i++)
    {
        for (var j = 0; j <= i; j++)
        {
            var sum = a[i, j];
            for (var k = 0; k < j; k++) sum -= a[i, k] * a[j, k];
            a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
        }
    }

    for (var i = 0; i < n; i++)
    {
        for (var k = 0; k < i; k++) b[i] -= a[i, k] * b[k];
        b[i] /= a[i, i];
    }

    for (var i = n - 1; i >= 0; i--)
    {
        for (var k = i + 1; k < n; k++) b[i] -= a[k, i] * b[k];
        b[i] /= a[i, i];
    }

    return b;
}

static double Number(string text) => text.Length == 0 ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
