"""Figures of the departures that rules are checked against: run with Debian's pandas and SciPy in this folder: /usr/bin/python3 contract-reference.py"""
import json

import numpy
import pandas
import scipy
import scipy.spatial
import scipy.stats

months = [pandas.read_csv(f"departures/2001-0{m}.csv") for m in (1, 2)]
january, february = months
share = [m.destination.value_counts(normalize=True).sort_index() for m in months]
expected = {d: float(share[1].get(d, 0)) for d in share[1].index}
known = set(expected)
found = numpy.array([float(share[0].get(d, 0)) for d in expected] + [float((~january.destination.isin(known)).mean())])
other = 1e-4
wanted = numpy.array([s * (1 - other) for s in expected.values()] + [other])
edges = [-120, -30, -10, 0, 15, 60, 1500]
counts = [numpy.histogram(m.delay, edges)[0] / len(m) for m in months]
z = (january.delay - january.delay.mean()) / january.delay.std()
result = {
    "tools": {"pandas": pandas.__version__, "numpy": numpy.__version__, "scipy": scipy.__version__},
    "delay": {
        "mean": january.delay.mean(), "median": january.delay.median(), "deviation": january.delay.std(), "sum": float(january.delay.sum()),
        "min": float(january.delay.min()), "max": float(january.delay.max()), "distinct": float(january.delay.nunique()),
        "distinct-share": january.delay.nunique() / january.delay.count(), "missing": float(january.delay.isna().mean()),
    },
    "quantiles": {str(q): float(january.delay.quantile(q)) for q in (0, 0.013, 0.1, 0.25, 0.5, 0.777, 0.9, 0.99, 1)},
    "correlation": float(january.delay.corr(january.distance)),
    "above3": int((z > 3).sum()),
    "beyond3": int((z.abs() > 3).sum()),
    "shares": {d: s * (1 - other) for d, s in expected.items()},
    "other": other,
    "edges": edges,
    "edgeShares": counts[1].tolist(),
    "kl": float(scipy.stats.entropy(found, wanted)),
    "js": float(scipy.spatial.distance.jensenshannon(found, wanted) ** 2),
    "klDelay": float(scipy.stats.entropy(counts[0], counts[1])),
    "largestDelay": float(numpy.abs(counts[0] - counts[1]).max()),
    "repeatsOfDateAndDestination": int(january.duplicated(["date", "destination"]).sum()),
    "repeatsOfDestinationAndDelay": int(january.duplicated(["destination", "delay"]).sum()),
    "conflicts": int((january.groupby(["destination", "distance"]).delay.transform("first") != january.delay).sum()),
    "mostCommon": january.destination.mode().tolist(),
    "balance": float(january.destination.value_counts().min() / january.destination.value_counts().max()),
}
with open("contract-reference.json", "w", encoding="utf-8", newline="\n") as file:
    json.dump(result, file, indent=2, sort_keys=True)
    file.write("\n")
