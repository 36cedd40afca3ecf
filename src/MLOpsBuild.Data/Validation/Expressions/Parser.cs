using System.Globalization;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>Reads the expression of a row rule, by recursive descent.</summary>
/// <remarks>
/// From weak to strong: <c>or</c>; <c>and</c>; <c>not</c>; comparisons, <c>between … and …</c>, <c>in (…)</c>, <c>like</c>, <c>matches</c>, <c>is null</c>;
/// <c>+ -</c>; <c>* / %</c>; sign. Columns stand by their names or in backquotes, texts in quotes, and a text beside a time is read as one. A missing value makes
/// what depends on it unknown, as in SQL. Nothing but columns, constants and the listed functions can be reached.
/// </remarks>
internal sealed partial class Parser
{
    private const int MaxDepth = 50;
    private const int MaxNodes = 400;
    private static readonly string[] Reserved = ["and", "or", "not", "is", "null", "in", "between", "like", "matches", "true", "false"];
    private readonly List<Token> _tokens;
    private readonly IReadOnlyDictionary<string, ColumnType> _columns;
    private int _at;
    private int _depth;
    private int _nodes;

    private Parser(List<Token> tokens, IReadOnlyDictionary<string, ColumnType> columns) => (_tokens, _columns) = (tokens, columns);

    /// <summary>The columns that the expression names.</summary>
    private SortedSet<string> Used { get; } = new(StringComparer.Ordinal);

    private Token Now => _tokens[_at];

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="columns">The columns that it may name.</param>
    /// <returns>The condition and the columns that it names, in ordinal order.</returns>
    /// <exception cref="ExpressionException">It is none.</exception>
    public static (TruthNode Condition, IReadOnlyList<string> Columns) Condition(string text, IReadOnlyDictionary<string, ColumnType> columns)
    {
        var parser = new Parser(Lexer.Read(text), columns);
        var node = parser.Truth(parser.Or, "the expression");
        if (parser.Now.Kind != TokenKind.End) throw parser.Wrong($"{parser.Now} was not expected here");
        return (node, [.. parser.Used]);
    }

    private Node Or()
    {
        if (++_depth > MaxDepth) throw Wrong($"an expression may be nested {MaxDepth} deep at most");
        var node = And();
        while (TakeWord("or")) node = Count(new OrNode(AsTruth(node), Truth(And, "what follows 'or'")));
        _depth--;
        return node;
    }

    private Node And()
    {
        var node = Not();
        while (TakeWord("and")) node = Count(new AndNode(AsTruth(node), Truth(Not, "what follows 'and'")));
        return node;
    }

    private Node Not()
    {
        var negations = 0;
        while (TakeWord("not")) negations++;
        var node = Compared();
        if (negations == 0) return node;
        return negations % 2 == 0 ? AsTruth(node) : Count(new NotNode(AsTruth(node)));
    }

    private Node Compared()
    {
        var left = Sum();
        var position = Now.Position;
        if (Operator() is { } how) return Compare(left, how, Sum(), position);
        if (TakeWord("is")) return IsMissing(left);
        var negated = TakeWord("not");
        Node? node = null;
        if (TakeWord("in")) node = InList(left);
        else if (TakeWord("between")) node = Between(left, position);
        else if (TakeWord("like")) node = Pattern(left, like: true);
        else if (TakeWord("matches")) node = Pattern(left, like: false);
        if (node is null && negated) throw Wrong($"'in', 'between', 'like' or 'matches' was expected after 'not', not {Now}");
        return node is null ? left : negated ? Count(new NotNode((TruthNode)node)) : node;
    }

    private Comparison? Operator()
    {
        if (Now.Kind != TokenKind.Symbol) return null;
        Comparison? how = Now.Value switch
        {
            "=" or "==" => Comparison.Equal,
            "!=" or "<>" => Comparison.NotEqual,
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            ">=" => Comparison.GreaterOrEqual,
            _ => null,
        };
        if (how is not null) _at++;
        return how;
    }

    private Node Sum()
    {
        var node = Product();
        while (Now is { Kind: TokenKind.Symbol, Value: "+" or "-" }) node = Calculate(node, Product);
        return node;
    }

    private Node Product()
    {
        var node = Signed();
        while (Now is { Kind: TokenKind.Symbol, Value: "*" or "/" or "%" }) node = Calculate(node, Signed);
        return node;
    }

    private ArithmeticNode Calculate(Node left, Func<Node> next)
    {
        var symbol = _tokens[_at++];
        var right = next();
        if (left is NumberNode a && right is NumberNode b) return Count(new ArithmeticNode(a, symbol.Value[0], b));
        throw new ExpressionException(symbol.Position, $"'{symbol.Value}' takes two numbers, not {Name(left)} and {Name(right)}; days(a, b) gives the days between two times");
    }

    private Node Signed()
    {
        var negative = false;
        var signed = false;
        while (Now is { Kind: TokenKind.Symbol, Value: "-" or "+" })
        {
            signed = true;
            negative ^= _tokens[_at++].Value == "-";
        }

        var position = Now.Position;
        var node = Primary();
        if (!signed) return node;
        if (node is NumberConstant constant) return negative ? new NumberConstant(-constant.Value, -constant.Whole) : constant;
        if (node is not NumberNode number) throw new ExpressionException(position, $"a sign takes a number, not {Name(node)}");
        return negative ? Count(new NumberFunction(number, x => -x)) : number;
    }

    private Node Primary()
    {
        var token = _tokens[_at];
        if (token.Kind != TokenKind.End) _at++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number(token);
            case TokenKind.Text:
                return Count(new TextConstant(token.Value));
            case TokenKind.QuotedName:
                return Column(token);
            case TokenKind.Name when token.Value is "true" or "false":
                return Count(new TruthConstant(token.Value == "true"));
            case TokenKind.Name when Reserved.Contains(token.Value):
                break;
            case TokenKind.Name:
                return Now is { Kind: TokenKind.Symbol, Value: "(" } ? Call(token) : Column(token);
            case TokenKind.Symbol when token.Value == "(":
                var inner = Or();
                Expect(")");
                return inner;
        }

        throw new ExpressionException(token.Position, $"a value was expected, not {token}");
    }

    private NumberConstant Number(Token token)
    {
        if (!double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) throw new ExpressionException(token.Position, $"'{token.Value}' is no number");
        return Count(new NumberConstant(value, long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null));
    }

    private Node Column(Token token)
    {
        if (!_columns.TryGetValue(token.Value, out var type)) throw new ExpressionException(token.Position, $"there is no column '{token.Value}'; {NearestName.Hint(token.Value, [.. _columns.Keys])}");
        Used.Add(token.Value);
        return Count<Node>(type switch
        {
            ColumnType.Text => new TextSource(token.Value),
            ColumnType.Time => new TimeSource(token.Value),
            _ => new NumberSource(token.Value, type == ColumnType.Integer),
        });
    }

    private T Count<T>(T node) => ++_nodes <= MaxNodes ? node : throw Wrong($"an expression may have {MaxNodes} parts at most");

    private bool TakeWord(string word)
    {
        if (Now.Kind != TokenKind.Name || Now.Value != word) return false;
        _at++;
        return true;
    }

    private bool TakeSymbol(string symbol)
    {
        if (Now.Kind != TokenKind.Symbol || Now.Value != symbol) return false;
        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!TakeSymbol(symbol)) throw Wrong($"'{symbol}' was expected, not {Now}");
    }

    private TruthNode Truth(Func<Node> next, string what)
    {
        var position = Now.Position;
        return next() is var node && node is TruthNode truth ? truth : throw new ExpressionException(position, $"{what} must be a condition, not {Name(node)}");
    }

    private TruthNode AsTruth(Node node) => node as TruthNode ?? throw Wrong($"a condition was expected before this, not {Name(node)}");

    private ExpressionException Wrong(string problem) => new(Now.Position, problem);

    private static string Name(Node node) => node.Kind switch
    {
        ValueKind.Truth => "a condition",
        ValueKind.Number => "a number",
        ValueKind.Text => "a text",
        _ => "a time",
    };
}
