"""Computes the reference values of MLOpsBuild.Numerics with SciPy: python3 generate.py > reference.json

Samples are given in full, so that the tests depend on no random stream. Evidently's binning and filling of empty bins is
stated here independently, from its documentation and behaviour at 0.7.21.
"""
import json
import pathlib
import platform

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial import distance
from scipy.stats import _stats_py

rng = np.random.default_rng(20010228)


def samples():
    yield "normal", rng.normal(size=60), rng.normal(0.4, 1.2, size=45)
    yield "ties", rng.integers(0, 8, 50).astype(float), rng.integers(1, 9, 70).astype(float)
    yield "apart", np.arange(5.0), np.arange(10.0, 17.0)
    yield "same", np.arange(12.0), np.arange(12.0)
    yield "one each", np.array([1.0]), np.array([2.0])
    yield "skewed", rng.exponential(size=200), rng.exponential(1.3, size=150)
    yield "equal sizes", rng.normal(size=80), rng.normal(0.2, 1, size=80)
    yield "large numbers", 1e9 + rng.normal(size=40), 1e9 + 1 + rng.normal(size=30)


def pair(name, a, b):
    a, b = np.round(a, 6), np.round(b, 6)
    exact, asymptotic = stats.ks_2samp(a, b, method="exact"), stats.ks_2samp(a, b, method="asymp")
    return {
        "name": name, "a": a.tolist(), "b": b.tolist(),
        "ks": exact.statistic, "ksExact": exact.pvalue, "ksAsymptotic": asymptotic.pvalue,
        "wasserstein": stats.wasserstein_distance(a, b),
        "wassersteinNormed": stats.wasserstein_distance(a, b) / max(np.std(a), 0.001),
        "energy": stats.energy_distance(a, b),
    }


def fill(p):
    p = p.copy()
    least = p[p != 0].min()
    p[p == 0] = least / 10**6 if least <= 0.0001 else 0.0001
    return p


def counts(name, a, b):
    a, b = np.array(a), np.array(b)
    p, q = a / a.sum(), b / b.sum()
    both = (a + b) > 0
    contingency = stats.chi2_contingency(np.array([a[both], b[both]]), correction=False)
    f, g = fill(p), fill(q)
    expected = a * (b.sum() / a.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        against = stats.chisquare(b[both], expected[both])
    return {
        "name": name, "a": a.tolist(), "b": b.tolist(),
        "js": float(distance.jensenshannon(p, q)),
        "hellinger": float(np.sqrt(max(0, 1 - np.sum(np.sqrt(p * q))))),
        "tvd": float(0.5 * np.abs(p - q).sum()),
        "filledPsi": float(np.sum((f - g) * np.log(f / g))),
        "filledKl": float(stats.entropy(f, g)),
        "kl": float(stats.entropy(p, q)) if np.all((q > 0) | (p == 0)) else None,
        "chiSquare": float(contingency[0]), "chiSquareP": float(contingency[1]),
        "expectedP": float(against.pvalue),
    }


def sturges(a, b):
    edges = np.histogram_bin_edges(np.concatenate([a, b]), bins="sturges")
    return {"a": a.tolist(), "b": b.tolist(), "edges": edges.tolist(), "countsA": np.histogram(a, edges)[0].tolist(), "countsB": np.histogram(b, edges)[0].tolist()}


def departures(month):
    """Real tables: January against another month."""
    import pandas as pd
    a, b = (pd.read_csv(pathlib.Path(__file__).parent.parent / "departures" / f"2001-{m:02}.csv") for m in (1, month))
    result = {"month": month}
    for column in ("delay", "distance"):
        x, y = a[column].to_numpy(float), b[column].to_numpy(float)
        exact, asymptotic = stats.ks_2samp(x, y, method="exact"), stats.ks_2samp(x, y, method="asymp")
        result[column] = {
            "ks": exact.statistic, "ksExact": exact.pvalue, "ksAsymptotic": asymptotic.pvalue,
            "wasserstein": stats.wasserstein_distance(x, y) / np.std(x), "energy": stats.energy_distance(x, y),
        }
    table = pd.concat([a.destination.value_counts(), b.destination.value_counts()], axis=1).fillna(0).to_numpy().T
    p, q = table[0] / table[0].sum(), table[1] / table[1].sum()
    chi = stats.chi2_contingency(table, correction=False)
    result["destination"] = {
        "chiSquare": chi[0], "chiSquareP": chi[1], "js": distance.jensenshannon(p, q), "tvd": 0.5 * np.abs(p - q).sum(),
        "hellinger": np.sqrt(1 - np.sum(np.sqrt(p * q))),
    }
    return result


def z(hits_a, rows_a, hits_b, rows_b):
    p = (hits_a + hits_b) / (rows_a + rows_b)
    value = (hits_a / rows_a - hits_b / rows_b) / np.sqrt(p * (1 - p) * (1 / rows_a + 1 / rows_b))
    return [hits_a, rows_a, hits_b, rows_b, value, 2 * stats.norm.sf(abs(value))]


def exact_ks():
    for n, m in [(1, 1), (2, 3), (5, 5), (7, 10), (30, 31), (50, 100), (100, 100), (128, 96), (997, 1000), (1000, 1000), (3000, 2000)]:
        step = np.gcd(n, m) / (n * m)
        for share in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.0):
            d = max(1, round(share / step)) * step
            if n >= 997 and share > 0.2:
                continue
            yield n, m, d


def ks_exact_p(n, m, d):
    ok, d, p = _stats_py._attempt_exact_2kssamp(n, m, int(np.gcd(n, m)), d, "two-sided")
    return p if ok else None


reference = {
    "programs": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "samples": [pair(*s) for s in samples()],
    "counts": [
        counts("two bins", [2, 2], [3, 1]),
        counts("five bins", [100, 50, 25, 20, 5], [80, 60, 40, 10, 10]),
        counts("a bin that is new", [100, 50, 0, 20], [80, 60, 4, 10]),
        counts("a bin that is gone", [100, 50, 3, 20], [80, 60, 0, 10]),
        counts("rare", [100000, 3, 0], [90000, 0, 1]),
        counts("many bins", rng.integers(1, 400, 60), rng.integers(1, 400, 60)),
        counts("large", [900000, 50000, 50000], [1800000, 100100, 99900]),
    ],
    "sturges": [sturges(np.round(rng.normal(size=100), 3), np.round(rng.normal(1, 2, size=300), 3)), sturges(np.arange(30.0), np.arange(10.0, 50.0)), sturges(np.ones(4), np.ones(3))],
    "z": [z(30, 100, 45, 120), z(1, 1000, 9, 1000), z(500, 1000, 700, 1000), z(50, 100, 5, 10)],
    "departures": [departures(m) for m in (2, 5, 6)],
    "normalSurvival": [[v, stats.norm.sf(v)] for v in (-8.0, -3.0, -1.0, -0.1, 0.0, 1e-8, 0.5, 1.0, 1.96, 3.0, 6.0, 10.0, 25.0, 37.0)],
    "chiSquaredSurvival": [[x, k, stats.chi2.sf(x, k)] for k in (1, 2, 3, 5, 10, 47, 300, 10000) for x in (0.0, 1e-6, 0.5 * k, k, 1.2 * k, 2.0 * k, 5.0 * k + 10)],
    "logGamma": [[x, special.gammaln(x)] for x in (1e-5, 0.1, 0.5, 1.5, 3.0, 10.0, 14.9, 100.5, 1e6)],
    "kolmogorov": [[n, x, stats.kstwo.sf(x, n)]
                   for n in (1, 2, 5, 10, 50, 100, 140, 141, 500, 1000, 5000, 20000, 100000, 500000)
                   for z in (0.3, 0.5, 0.7, 0.83, 0.9, 1.1, 1.3, 1.45, 1.5, 2.0, 2.5, 3.5, 6.0)
                   for x in [z / np.sqrt(n)] if x < 1.2],
    # Where SciPy gives up (overflow in its own recursion) there is no reference.
    "kolmogorovExact": [[n, m, d, p] for n, m, d in exact_ks() for p in [ks_exact_p(n, m, d)] if p is not None],
    "studentUpper": [[s, n, stats.t.isf(s, n)] for s in (0.005, 0.025, 0.05, 0.2, 0.5) for n in (5, 7, 30, 255)],
}


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (np.integer,)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(value)
    return value


def write(value, indent=0):
    """Two spaces of indent, but lists of numbers on one line."""
    pad = "  " * (indent + 1)
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{pad}{json.dumps(k)}: {write(v, indent + 1)}" for k, v in value.items()) + "\n" + "  " * indent + "}"
    if isinstance(value, list) and any(isinstance(v, (list, dict)) for v in value):
        return "[\n" + ",\n".join(pad + write(v, indent + 1) for v in value) + "\n" + "  " * indent + "]"
    return json.dumps(value)


print(write(plain(reference)))
