"""What the checks of whole rows are held against: run with Debian's NumPy, pandas and SciPy in this folder: /usr/bin/python3 checks-reference.py"""
import json

import numpy
import pandas
import scipy
import scipy.special
import scipy.stats
from scipy.stats import contingency

random = numpy.random.default_rng(7)
rows = 240
a = random.integers(0, 5, rows)
b = numpy.where(random.random(rows) < 0.6, a % 3, random.integers(0, 4, rows))
x = numpy.round(a * 0.7 + random.normal(size=rows), 2)
y = numpy.round(x + random.normal(size=rows), 1)


def plain(first, second):
    return float(contingency.association(pandas.crosstab(first, second).to_numpy(), method="cramer"))


def bergsma(first, second):
    table = pandas.crosstab(first, second).to_numpy()
    chi, n, (r, k) = scipy.stats.chi2_contingency(table, correction=False)[0], table.sum(), table.shape
    phi = max(0, chi / n - (r - 1) * (k - 1) / (n - 1))
    return float(numpy.sqrt(phi / min(r - (r - 1) ** 2 / (n - 1) - 1, k - (k - 1) ** 2 / (n - 1) - 1)))


def ratios(codes, numbers):
    groups = [numbers[codes == c] for c in numpy.unique(codes)]
    f, k, n = scipy.stats.f_oneway(*groups)[0], len(groups), len(numbers)
    eta = f * (k - 1) / (f * (k - 1) + n - k)
    return float(numpy.sqrt(eta)), float(numpy.sqrt(max(0, 1 - (1 - eta) * (n - 1) / (n - k))))


def loop(points, k, extent=3.0):
    distance = numpy.abs(points[:, None] - points[None, :])
    distance = (distance / (points.max(axis=0) - points.min(axis=0))).mean(axis=2)
    numpy.fill_diagonal(distance, numpy.inf)
    near = numpy.argsort(distance, axis=1, kind="stable")[:, :k]
    size = extent * numpy.sqrt((numpy.take_along_axis(distance, near, 1) ** 2).mean(axis=1))
    factor = size / size[near].mean(axis=1) - 1
    return numpy.maximum(0, scipy.special.erf(factor / (extent * numpy.sqrt((factor**2).mean())) / numpy.sqrt(2)))


points = numpy.round(numpy.vstack([random.normal(size=(118, 2)), [[4.5, -4.0], [9.0, 9.0]]]), 6)
months = [pandas.read_csv(f"departures/2001-0{m}.csv") for m in (1, 2)]
both = pandas.concat(months, ignore_index=True)
side = numpy.repeat([0, 1], [len(m) for m in months])
late = (both.delay > 0).to_numpy()
result = {
    "tools": {"numpy": numpy.__version__, "pandas": pandas.__version__, "scipy": scipy.__version__},
    "a": a.tolist(),
    "b": b.tolist(),
    "x": x.tolist(),
    "y": y.tolist(),
    "cramer": plain(a, b),
    "bergsma": bergsma(a, b),
    "eta": ratios(a, x)[0],
    "epsilon": ratios(a, x)[1],
    "spearman": float(scipy.stats.spearmanr(x, y)[0]),
    "points": points.tolist(),
    "loop": [float(p) for p in loop(points, 10)],
    "january": {
        "spearmanDelayDistance": float(scipy.stats.spearmanr(months[0].delay, months[0].distance)[0]),
        "epsilonDestinationDelay": ratios(months[0].destination.to_numpy(), months[0].delay.to_numpy(dtype=float))[1],
        "bergsmaDestinationLate": bergsma(months[0].destination, late[: len(months[0])]),
    },
    "januaryAgainstFebruary": {
        "ksDelay": float(scipy.stats.ks_2samp(months[0].delay, months[1].delay)[0]),
        "ksDistance": float(scipy.stats.ks_2samp(months[0].distance, months[1].distance)[0]),
        "bergsmaDestination": bergsma(both.destination, side),
        "cramerDestination": plain(both.destination, side),
    },
}
with open("checks-reference.json", "w", encoding="utf-8", newline="\n") as file:
    json.dump(result, file, indent=1, sort_keys=True)
    file.write("\n")
