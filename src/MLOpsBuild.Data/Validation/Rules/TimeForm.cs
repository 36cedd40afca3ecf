namespace MLOpsBuild.Data.Validation;

/// <summary>A form of dates and times in strftime's letters (POSIX), read strictly: every number has all its digits.</summary>
internal sealed class TimeForm
{
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private readonly string _form;

    private TimeForm(string form) => _form = form;

    /// <summary>Understands a form.</summary>
    /// <param name="format">The form: <c>%Y-%m-%dT%H:%M</c>.</param>
    /// <param name="problem">Why it is none.</param>
    public static TimeForm? Parse(string format, out string? problem)
    {
        problem = null;
        var form = format.Replace("%F", "%Y-%m-%d", StringComparison.Ordinal).Replace("%T", "%H:%M:%S", StringComparison.Ordinal).Replace("%R", "%H:%M", StringComparison.Ordinal).Replace("%D", "%m/%d/%y", StringComparison.Ordinal);
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] != '%') continue;
            i++;
            if (i < form.Length && "YymdHIMSfjbBaApz%".Contains(form[i], StringComparison.Ordinal)) continue;
            problem = "known are %Y %y %m %d %H %I %M %S %f %j %b %B %a %A %p %z %F %T %R %D and %%";
            return null;
        }

        return new TimeForm(form);
    }

    /// <summary>True when a text has the form and names a date that exists.</summary>
    public bool Fits(string text)
    {
        var (year, month, day) = (2000, 1, 1);
        var at = 0;
        for (var i = 0; i < _form.Length; i++)
        {
            if (_form[i] != '%')
            {
                if (at >= text.Length || text[at++] != _form[i]) return false;
                continue;
            }

            if (!Take(_form[++i], text, ref at, ref year, ref month, ref day)) return false;
        }

        return at == text.Length && year is >= 1 and <= 9999 && day <= DateTime.DaysInMonth(year, month);
    }

    private static bool Take(char letter, string text, ref int at, ref int year, ref int month, ref int day) => letter switch
    {
        'Y' => Number(text, ref at, 4, 1, 9999, ref year),
        'y' => Number(text, ref at, 2, 0, 99),
        'm' => Number(text, ref at, 2, 1, 12, ref month),
        'd' => Number(text, ref at, 2, 1, 31, ref day),
        'H' => Number(text, ref at, 2, 0, 23),
        'I' => Number(text, ref at, 2, 1, 12),
        'M' => Number(text, ref at, 2, 0, 59),
        'S' => Number(text, ref at, 2, 0, 60),
        'f' => Number(text, ref at, 6, 0, 999_999) || Number(text, ref at, 3, 0, 999),
        'j' => Number(text, ref at, 3, 1, 366),
        'b' => Name(text, ref at, Months, 3, ref month),
        'B' => Name(text, ref at, Months, 0, ref month),
        'a' => Name(text, ref at, Weekdays, 3),
        'A' => Name(text, ref at, Weekdays, 0),
        'p' => Literal(text, ref at, "AM") || Literal(text, ref at, "PM"),
        'z' => Literal(text, ref at, "Z") || ((Literal(text, ref at, "+") || Literal(text, ref at, "-")) && Number(text, ref at, 2, 0, 23) && (Literal(text, ref at, ":") || true) && Number(text, ref at, 2, 0, 59)),
        _ => Literal(text, ref at, "%"),
    };

    private static bool Number(string text, ref int at, int digits, int least, int most)
    {
        var ignored = 0;
        return Number(text, ref at, digits, least, most, ref ignored);
    }

    private static bool Number(string text, ref int at, int digits, int least, int most, ref int value)
    {
        if (at + digits > text.Length) return false;
        var number = 0;
        for (var i = at; i < at + digits; i++)
        {
            if (!char.IsAsciiDigit(text[i])) return false;
            number = number * 10 + (text[i] - '0');
        }

        if (number < least || number > most) return false;
        (at, value) = (at + digits, number);
        return true;
    }

    private static bool Name(string text, ref int at, string[] names, int length)
    {
        var ignored = 0;
        return Name(text, ref at, names, length, ref ignored);
    }

    private static bool Name(string text, ref int at, string[] names, int length, ref int number)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!Literal(text, ref at, length == 0 ? names[i] : names[i][..length])) continue;
            number = i + 1;
            return true;
        }

        return false;
    }

    private static bool Literal(string text, ref int at, string literal)
    {
        if (string.CompareOrdinal(text, at, literal, 0, literal.Length) != 0) return false;
        at += literal.Length;
        return true;
    }
}
