"""Writes profile-reference.json: figures of the departures by pandas, SciPy and NumPy, and of badly scaled numbers by exact fractions.

Run with Debian's python3-pandas and python3-scipy from this folder: /usr/bin/python3 profile-reference.py
"""
import json
import math
import platform
from fractions import Fraction

import numpy
import pandas
import scipy
import scipy.stats

SHARES = [0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999]


def numbers(series):
    present = series.dropna().to_numpy()
    histogram = numpy.histogram(present, bins=20)
    return {
        "count": int(series.count()),
        "distinct": int(series.nunique()),
        "edges": histogram[1].tolist(),
        "histogram": histogram[0].tolist(),
        "kurtosis": float(scipy.stats.kurtosis(present, bias=False)),
        "max": float(series.max()),
        "mean": float(series.mean()),
        "min": float(series.min()),
        "negatives": int((series < 0).sum()),
        "quantiles": numpy.quantile(present, SHARES, method="inverted_cdf").astype(float).tolist(),
        "skewness": float(series.skew()),
        "variance": float(series.var()),
        "zeros": int((series == 0).sum()),
    }


def texts(series):
    counts = series.value_counts()
    lengths = series.str.len()
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
    return {
        "distinct": int(series.nunique()),
        "longest": int(lengths.max()),
        "mean_length": float(lengths.mean()),
        "shortest": int(lengths.min()),
        "top": [[name, int(count)] for name, count in top],
    }


def exact(values):
    """Moments in rational numbers: no rounding before the last step."""
    rational = [Fraction(value) for value in values]
    n = len(rational)
    mean = sum(rational) / n
    second, third, fourth = (sum((value - mean) ** power for value in rational) for power in (2, 3, 4))
    g1 = float(third / n) / math.sqrt(float(second / n)) ** 3
    g2 = float(n * fourth / second**2) - 3
    return {
        "kurtosis": (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6),
        "mean": float(mean),
        "skewness": g1 * math.sqrt(n * (n - 1)) / (n - 2),
        "variance": float(second / (n - 1)),
    }


def badly_scaled():
    """1e9 and a little noise, skewed; the tests make the same numbers, which are all exact doubles."""
    return [1e9 + ((i * 7919 % 10007) ** 2 // 1024) / 1024 for i in range(20000)]


months = {}
for month in range(1, 7):
    table = pandas.read_csv(f"departures/2001-{month:02}.csv", keep_default_na=False, dtype={"destination": str})
    days = pandas.to_datetime(table["date"]).dt.strftime("%Y-%m-%d").value_counts().sort_index()
    minutes = pandas.to_datetime(table["date"]).dt.hour * 60 + pandas.to_datetime(table["date"]).dt.minute
    months[f"2001-{month:02}"] = {
        "days": {day: int(count) for day, count in days.items()},
        "delay": numbers(pandas.to_numeric(table["delay"])),
        "destination": texts(table["destination"]),
        "distance": numbers(pandas.to_numeric(table["distance"])),
        "speed": numbers(pandas.to_numeric(table["distance"]) / (minutes + 7)),
    }

reference = {
    "badly_scaled": exact(badly_scaled()),
    "months": months,
    "programs": f"Python {platform.python_version()}, pandas {pandas.__version__}, NumPy {numpy.__version__}, SciPy {scipy.__version__}",
    "shares": SHARES,
}
with open("profile-reference.json", "w", encoding="utf-8", newline="\n") as file:
    json.dump(reference, file, indent=2, sort_keys=True)
    file.write("\n")
