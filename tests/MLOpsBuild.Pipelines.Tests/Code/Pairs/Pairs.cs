// Compiled twice by the tests, without and with AFTER: the same program but for one change in each class.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace Pairs;

public static class Unchanged
{
#if AFTER
    // A comment, lines, spaces, another local name and another parameter name are no change.
    public static int Entry(
        int number)
    {
        var doubled = Callee( number );

        return doubled
            + 1;
    }
#else
    public static int Entry(int x)
    {
        var twice = Callee(x);
        return twice + 1;
    }
#endif

    private static int Callee(int x) => x * 2;
}

public static class Callee
{
    public static int Entry(int x) => Changed(x) + 1;

#if AFTER
    private static int Changed(int x) => x * 3;
#else
    private static int Changed(int x) => x << 1;
#endif
}

public static class Number
{
    private const double Rate =
#if AFTER
        0.06;
#else
        0.05;
#endif

    public static double Entry(double x) => x * Rate;
}

public static class Words
{
    private const string Late =
#if AFTER
        "Late";
#else
        "late";
#endif

    public static string Entry() => Late;
}

public static class Data
{
    public static int[] Entry() =>
#if AFTER
        [1, 2, 3, 4, 5, 7];
#else
        [1, 2, 3, 4, 5, 6];
#endif
}

public interface IShape
{
    double Area();
}

public abstract class Shape
{
    public abstract double Area();
}

public sealed class Square : IShape
{
#if AFTER
    public double Area() => 9;
#else
    public double Area() => 4;
#endif
}

public sealed class Circle : Shape
{
#if AFTER
    public override double Area() => 3;
#else
    public override double Area() => 2;
#endif
}

public struct Dot : IShape
{
#if AFTER
    public readonly double Area() => 1;
#else
    public readonly double Area() => 0;
#endif
}

public static class Interface
{
    public static double Entry() => Measure(new Square());

    public static double Measure(IShape shape) => shape.Area();
}

public static class Virtual
{
    public static double Entry() => Measure(new Circle());

    private static double Measure(Shape shape) => shape.Area();
}

public static class Boxed
{
    public static double Entry() => Interface.Measure(default(Dot));
}

public static class TypeArgument
{
    public static double Entry() => Make<Square>().Area();

    private static IShape Make<T>()
        where T : IShape, new() => new T();
}

public static class Initialiser
{
    private static readonly double Rate =
#if AFTER
        Math.Sqrt(3);
#else
        Math.Sqrt(2);
#endif

    public static double Entry() => Rate;
}

public static class Lambda
{
#if AFTER
    public static int Entry(int[] x) => x.Count(v => v > 4);
#else
    public static int Entry(int[] x) => x.Count(v => v > 3);
#endif
}

public static class Closure
{
#if AFTER
    public static int Entry(int[] x, int limit) => x.Count(v => v >= limit);
#else
    public static int Entry(int[] x, int limit) => x.Count(v => v > limit);
#endif
}

public static class Generic
{
    public static string Entry(int x) => Show(x);

#if AFTER
    private static string Show<T>(T x) => x + "!";
#else
    private static string Show<T>(T x) => x + "?";
#endif
}

public static class Iterator
{
    public static IEnumerable<int> Entry()
    {
#if AFTER
        yield return 2;
#else
        yield return 1;
#endif
    }
}

public static class Async
{
    public static async Task<int> Entry()
    {
        await Task.Yield();
#if AFTER
        return 2;
#else
        return 1;
#endif
    }
}

public static class Catch
{
    public static int Entry(string text)
    {
        try
        {
            return int.Parse(text, CultureInfo.InvariantCulture);
        }
#if AFTER
        catch (OverflowException)
#else
        catch (FormatException)
#endif
        {
            return 0;
        }
    }
}

public static class Comparer
{
    public static int[] Entry(int[] x) => x.Order(new Down()).ToArray();

    private sealed class Down : IComparer<int>
    {
#if AFTER
        public int Compare(int x, int y) => y.CompareTo(x);
#else
        public int Compare(int x, int y) => x.CompareTo(y);
#endif
    }
}

public readonly struct Miles
{
    private readonly double _value;

    public Miles(double value) => _value = value;

#if AFTER
    public static explicit operator long(Miles x) => (long)x._value + 1;
#else
    public static explicit operator long(Miles x) => (long)x._value;
#endif

    public static explicit operator int(Miles x) => (int)x._value;
}

public static class Conversion
{
    public static (long, int) Entry(Miles x) => ((long)x, (int)x);
}

public interface IZero<T>
    where T : IZero<T>
{
    static abstract double Zero();
}

public readonly struct Kelvin : IZero<Kelvin>
{
#if AFTER
    public static double Zero() => -273.15;
#else
    public static double Zero() => 0;
#endif
}

public static class StaticAbstract
{
    public static double Entry() => Zero<Kelvin>();

    private static double Zero<T>()
        where T : IZero<T> => T.Zero();
}

public static class Unreached
{
    public static int Entry() => 1;

    public static int Aside() => 2;
}

public static class OneShape
{
    public static double Entry() => Interface.Measure(new Square());
}

public sealed class NeverMade : IShape
{
    public double Area() => 2;
}

public abstract class Trainer
{
    public int Train() => Inherited() + Own();

    protected abstract int Own();

    private static int Inherited() => 7;
}

public sealed class MyTrainer : Trainer
{
    protected override int Own() => 1;
}

public static class LocalFunction
{
    public static int Entry(int x)
    {
        return Twice(x) + 1;

#if AFTER
        static int Twice(int y) => y + y;
#else
        static int Twice(int y) => y * 2;
#endif
    }
}

public interface IGreets
{
#if AFTER
    string Greet() => "Good day";
#else
    string Greet() => "Hello";
#endif
}

public interface IGreetsLoudly : IGreets
{
#if AFTER
    string IGreets.Greet() => "GOOD DAY";
#else
    string IGreets.Greet() => "HELLO";
#endif
}

public sealed class Greeter : IGreets;

public sealed class LoudGreeter : IGreetsLoudly;

public static class InterfaceDefault
{
    public static string Entry() => ((IGreets)new Greeter()).Greet();
}

public static class InterfaceDefaultOfDerived
{
    public static string Entry() => Say(new LoudGreeter());

    private static string Say(IGreetsLoudly greeter) => greeter.Greet();
}

public static class Delegates
{
    // A method that is only handed on is called by code that is not followed.
    public static int[] Entry(int[] numbers) => [.. numbers.Select(One)];

#if AFTER
    private static int One(int x) => x + 2;
#else
    private static int One(int x) => x + 1;
#endif
}

public static class LambdaInAsyncInIterator
{
    public static IEnumerable<Task<int>> Entry()
    {
        yield return Later(1);
    }

    private static async Task<int> Later(int x)
    {
        await Task.Yield();
        Func<int, int> add = y => y + x +
#if AFTER
            2;
#else
            1;
#endif
        return add(x);
    }
}
