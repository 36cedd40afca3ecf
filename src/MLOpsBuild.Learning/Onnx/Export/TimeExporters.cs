using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>
/// Parts and cycles of times. ONNX has no type for times: the input is the number of seconds since 1970-01-01 00:00 in the data's own local time, NaN for
/// a missing one. The calendar is the arithmetic of days in eras of 400 years (Hinnant, "chrono-compatible low-level date algorithms", 2013), exact in doubles.
/// </summary>
internal static class TimeExporters
{
    private const double SecondsPerDay = 86_400;

    public static IReadOnlyList<string> Parts(TimeMap map, ModelInput input, ExportScope scope)
    {
        var time = new Time(new Arithmetic(scope.Graph), scope[input]);
        return [.. map.Parts.Select(part => PartOf(time, part)), .. map.Cycles.SelectMany(cycle => CycleOf(time, cycle))];
    }

    private static string PartOf(Time time, TimePart part)
    {
        var a = time.Arithmetic;
        return part switch
        {
            TimePart.Year => time.Year,
            TimePart.Quarter => a.Floor(a.Divide(a.Plus(time.Month, 2), 3)),
            TimePart.Month => time.Month,
            TimePart.Week => time.Week,
            TimePart.DayOfYear => a.Plus(time.DaysOfYear, 1),
            TimePart.Day => time.Day,
            TimePart.DayOfWeek => a.Plus(time.DaysFromMonday, 1),
            // From Monday counted, 5 and 6 are the days whose fifth is 1.
            TimePart.Weekend => a.Floor(a.Divide(time.DaysFromMonday, 5)),
            TimePart.Hour => a.Floor(a.Divide(time.Seconds, 3600)),
            TimePart.Minute => a.Floor(a.Divide(a.Remainder(time.Seconds, 3600), 60)),
            TimePart.MinuteOfDay => a.Divide(time.Seconds, 60),
            TimePart.DaysSince1970 => a.Divide(time.Value, SecondsPerDay),
            _ => throw new NotSupportedException($"The part {part} of a time has no form in ONNX."),
        };
    }

    private static IEnumerable<string> CycleOf(Time time, TimeCycle cycle)
    {
        var a = time.Arithmetic;
        var turns = cycle switch
        {
            TimeCycle.Day => a.Divide(time.Seconds, SecondsPerDay),
            TimeCycle.Week => a.Divide(a.Sum(time.Seconds, a.Times(time.DaysFromMonday, SecondsPerDay)), 7 * SecondsPerDay),
            _ => a.Quotient(a.Sum(time.Seconds, a.Times(time.DaysOfYear, SecondsPerDay)), a.Times(time.DaysInYear, SecondsPerDay)),
        };
        yield return a.Sine(a.Times(turns, 2 * Math.PI));
        yield return a.Sine(a.Plus(a.Times(turns, 2 * Math.PI), Math.PI / 2));
    }

    /// <summary>What is known of a time; each is added to the graph when it is first asked for.</summary>
    private sealed class Time(Arithmetic arithmetic, string value)
    {
        public Arithmetic Arithmetic => arithmetic;

        public string Value => value;

        /// <summary>Whole days since 1970-01-01.</summary>
        private string Days => field ??= arithmetic.Floor(arithmetic.Divide(value, SecondsPerDay));

        /// <summary>Seconds since midnight.</summary>
        public string Seconds => field ??= arithmetic.Difference(value, arithmetic.Times(Days, SecondsPerDay));

        // 1970-01-01 was a Thursday.
        public string DaysFromMonday => field ??= arithmetic.Remainder(arithmetic.Plus(Days, 3), 7);

        public string Year => field ??= Civil(arithmetic, Days).Year;

        public string Month => field ??= Civil(arithmetic, Days).Month;

        public string Day => field ??= Civil(arithmetic, Days).Day;

        /// <summary>Whole days since 1 January.</summary>
        public string DaysOfYear => field ??= arithmetic.Difference(Days, FirstOf(arithmetic, Year));

        public string DaysInYear => field ??= arithmetic.Difference(FirstOf(arithmetic, arithmetic.Plus(Year, 1)), FirstOf(arithmetic, Year));

        // A week belongs to the year of its Thursday.
        public string Week
        {
            get
            {
                var thursday = arithmetic.Plus(arithmetic.Difference(Days, DaysFromMonday), 3);
                var since = arithmetic.Difference(thursday, FirstOf(arithmetic, Civil(arithmetic, thursday).Year));
                return arithmetic.Plus(arithmetic.Floor(arithmetic.Divide(since, 7)), 1);
            }
        }

        /// <summary>The days from 1970-01-01 to 1 January of a year.</summary>
        private static string FirstOf(Arithmetic a, string year)
        {
            var before = a.Plus(year, -1);
            var leaps = a.Sum(a.Difference(a.Floor(a.Divide(before, 4)), a.Floor(a.Divide(before, 100))), a.Floor(a.Divide(before, 400)));
            return a.Plus(a.Sum(a.Times(before, 365), leaps), -719_162);
        }

        // Years begin on 1 March here, so that the day that comes and goes is the last one.
        private static (string Year, string Month, string Day) Civil(Arithmetic a, string days)
        {
            var shifted = a.Plus(days, 719_468);
            var era = a.Floor(a.Divide(shifted, 146_097));
            var dayOfEra = a.Difference(shifted, a.Times(era, 146_097));
            var skipped = a.Difference(a.Sum(a.Difference(dayOfEra, a.Floor(a.Divide(dayOfEra, 1460))), a.Floor(a.Divide(dayOfEra, 36_524))), a.Floor(a.Divide(dayOfEra, 146_096)));
            var yearOfEra = a.Floor(a.Divide(skipped, 365));
            var daysBefore = a.Difference(a.Sum(a.Times(yearOfEra, 365), a.Floor(a.Divide(yearOfEra, 4))), a.Floor(a.Divide(yearOfEra, 100)));
            var dayOfYear = a.Difference(dayOfEra, daysBefore);
            var fromMarch = a.Floor(a.Divide(a.Plus(a.Times(dayOfYear, 5), 2), 153));
            var day = a.Plus(a.Difference(dayOfYear, a.Floor(a.Divide(a.Plus(a.Times(fromMarch, 153), 2), 5))), 1);
            // January and February, 10 and 11 from March, are of the next year.
            var isNext = a.Floor(a.Divide(fromMarch, 10));
            var month = a.Difference(a.Plus(fromMarch, 3), a.Times(isNext, 12));
            return (a.Sum(a.Sum(yearOfEra, a.Times(era, 400)), isNext), month, day);
        }
    }
}
