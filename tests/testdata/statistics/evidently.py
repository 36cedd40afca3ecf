"""Computes what the preset 'evidently' has to give, with SciPy: /usr/bin/python3 evidently.py > evidently.json

The rules are stated here independently, from Evidently's documentation and behaviour at 0.7.21. Samples are given in full, so that the tests depend on no random stream.
"""
import json
import platform

import numpy as np
import scipy
from scipy import stats
from scipy.spatial import distance

rng = np.random.default_rng(20010301)


def fill(p):
    p = p.copy()
    least = p[p != 0].min()
    p[p == 0] = least / 10**6 if least <= 0.0001 else 0.0001
    return p


def by_value(a, b):
    keys = sorted(set(a) | set(b))
    return np.array([a.count(k) for k in keys]), np.array([b.count(k) for k in keys])


def binned(a, b, numeric):
    if numeric and len(set(a)) > 20:
        edges = np.histogram_bin_edges(np.array(a + b), bins="sturges")
        return np.histogram(a, edges)[0], np.histogram(b, edges)[0]
    return by_value(a, b)


def hellinger(a, b, numeric):
    if numeric:
        edges = np.histogram_bin_edges(np.array(sorted(set(a) | set(b))), bins="sturges")
        p, q = np.histogram(a, edges)[0], np.histogram(b, edges)[0]
    else:
        p, q = by_value(a, b)
    return float(np.sqrt(max(0.0, 1 - np.sum(np.sqrt(p / p.sum() * (q / q.sum()))))))


def chisquare(a, b):
    p, q = by_value(a, b)
    expected = p * (len(b) / len(a))
    with np.errstate(divide="ignore"):
        return float(stats.chisquare(q, expected * (q.sum() / expected.sum())).pvalue)


def z(a, b):
    first = sorted(set(a) | set(b))[0]
    p, q = np.mean([x != first for x in a]), np.mean([x != first for x in b])
    pool = (p * len(a) + q * len(b)) / (len(a) + len(b))
    return float(2 * stats.norm.sf(abs((p - q) / np.sqrt(pool * (1 - pool) * (1 / len(a) + 1 / len(b))))))


def measures(a, b, numeric):
    p, q = (c / c.sum() for c in binned(a, b, numeric))
    f, g = fill(p), fill(q)
    result = {
        "jensenshannon": float(distance.jensenshannon(p, q)), "psi": float(np.sum((f - g) * np.log(f / g))), "kl_div": float(stats.entropy(f, g)),
        "hellinger": hellinger(a, b, numeric), "tvd": float(0.5 * np.abs(p - q).sum()), "chisquare": chisquare(a, b), "z": z(a, b),
    }
    if numeric:
        result |= {
            "ks": float(stats.ks_2samp(a, b).pvalue), "wasserstein": float(stats.wasserstein_distance(a, b) / max(np.std(a), 0.001)), "ed": float(stats.energy_distance(a, b)),
        }
    return result


def default(a, b, numeric):
    distinct = len(set(a) | set(b))
    if numeric and distinct > 5:
        return "ks" if len(a) <= 1000 else "wasserstein"
    return "jensenshannon" if len(a) > 1000 else "chisquare" if distinct > 2 else "z"


def drifts(method, value):
    if method == "ks":
        return value <= 0.05
    if method in ("chisquare", "z"):
        return value < 0.05
    return value > 0.1 if method == "ed" else value >= 0.1


def case(name, a, b):
    numeric = not isinstance(a[0], str)
    values = measures(a, b, numeric)
    return {"name": name, "a": a, "b": b, "default": default(a, b, numeric), "values": values, "drifts": {m: bool(drifts(m, v)) for m, v in values.items()}}


def numbers(values, digits=3):
    return np.round(values, digits).tolist()


cases = [
    case("few rows, alike", numbers(rng.normal(size=300)), numbers(rng.normal(size=200))),
    case("few rows, moved", numbers(rng.normal(size=300)), numbers(rng.normal(0.5, 1, size=200))),
    case("many rows, alike", numbers(rng.normal(size=1001), 2), numbers(rng.normal(size=700), 2)),
    case("many rows, wider", numbers(rng.normal(size=1001), 2), numbers(rng.normal(0, 1.3, size=700), 2)),
    case("exactly 1000 rows", numbers(rng.exponential(size=1000), 2), numbers(rng.exponential(1.1, size=400), 2)),
    case("twelve values", rng.integers(0, 12, 400).astype(float).tolist(), rng.integers(0, 13, 300).astype(float).tolist()),
    case("five values", rng.integers(0, 5, 400).astype(float).tolist(), (rng.random(300) ** 1.5 * 5 // 1).tolist()),
    case("two values", (rng.random(400) < 0.3).astype(float).tolist(), (rng.random(300) < 0.4).astype(float).tolist()),
    case("many rows of three values", rng.integers(0, 3, 1200).astype(float).tolist(), rng.integers(0, 3, 500).astype(float).tolist()),
    case("categories", [f"c{i}" for i in rng.integers(0, 6, 500)], [f"c{i}" for i in (rng.random(400) ** 1.3 * 6).astype(int)]),
    case("a new category", [f"c{i}" for i in rng.integers(0, 6, 500)], [f"c{i}" for i in rng.integers(0, 7, 400)]),
    case("two categories", ["yes" if x < 0.5 else "no" for x in rng.random(500)], ["yes" if x < 0.52 else "no" for x in rng.random(400)]),
    case("many rows of categories", [f"c{i}" for i in rng.integers(0, 9, 1500)], [f"c{i}" for i in rng.integers(0, 8, 400)]),
]
print(json.dumps({"scipy": scipy.__version__, "numpy": np.__version__, "python": platform.python_version(), "cases": cases}))
