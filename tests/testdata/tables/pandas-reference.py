"""Writes pandas-reference.json: odd CSV files and what pandas reads from them, where pandas is right. Run: /usr/bin/python3 pandas-reference.py"""
import io, json, os
import pandas

CASES = [
    ("quotes", 'a,b\n"x,y","say ""hi"""\n"two\r\nlines",z\n', {}, {}),
    ("returns", "a,b\r1,2\r3,4\r", {}, {}),
    ("decimal comma", "a;b\n1,5;2\n-3,25;4\n", {"sep": ";", "decimal": ","}, {"decimal": ","}),
    ("thousands", "a;b\n1.234.567,5;2\n-3,25;4\n", {"sep": ";", "decimal": ",", "thousands": "."}, {"decimal": ",", "thousands": "."}),
    ("tabs", "a\tb\n1\t\n\tx\n", {"sep": "\t"}, {}),
    ("bar", "a|b\n0.1|x\n1e-7|y\n123456789.123456|z\n", {"sep": "|", "float_precision": "round_trip"}, {}),
    ("late decimal", "n\n" + "1\n" * 200 + "1.5\n", {}, {}),
    ("late text", "n\n" + "1\n" * 200 + "x\n", {"dtype": str}, {}),
    ("spellings", "n,t\nNA,NA\n1,n/a\n2,x\n", {"keep_default_na": False, "na_values": ["NA", "n/a", ""]}, {"missing": ["NA", "n/a"]}),
    ("mark", "\ufeffa,b\n1,2\n", {}, {}),
    ("shortest", "x\n0.30000000000000004\n5e-324\n1.7976931348623157e308\n-0.0\n2.2250738585072014e-308\n9007199254740993.0\n", {"float_precision": "round_trip"}, {}),
]


def shown(value):
    if pandas.isna(value):
        return None
    return repr(float(value)) if isinstance(value, (int, float)) or hasattr(value, "dtype") else str(value)


cases = []
for name, text, how, options in CASES:
    frame = pandas.read_csv(io.BytesIO(text.encode()), **how)
    rows = [[shown(value) for value in row] for row in frame.astype(object).itertuples(index=False)]
    cases.append({"name": name, "csv": text, **options, "columns": list(frame.columns), "rows": rows})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pandas-reference.json"), "w", newline="\n") as file:
    json.dump({"program": f"pandas {pandas.__version__}", "cases": cases}, file, indent=2)
    file.write("\n")
