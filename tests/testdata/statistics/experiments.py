"""Computes the reference values of tests on the same rows, intervals, power and distributions with SciPy and statsmodels: python3 experiments.py > experiments.json

DeLong's variance is stated here independently, from the definition by placements over all pairs (DeLong, DeLong and Clarke-Pearson, 1988).
"""
import json

import numpy as np
import scipy
import statsmodels
from scipy import special, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep, proportion_confint

rng = np.random.default_rng(20010401)


def placements(scores, y):
    ones, zeros = scores[y == 1], scores[y == 0]
    psi = (ones[:, None] > zeros[None, :]) + 0.5 * (ones[:, None] == zeros[None, :])
    return psi.mean(axis=1), psi.mean(axis=0)


def delong(n, digits):
    y = (rng.random(n) < 0.4).astype(float)
    a = np.round(y + rng.normal(size=n), digits)
    b = np.round(0.7 * y + 0.5 * a + rng.normal(size=n), digits)
    va, vb = placements(a, y), placements(b, y)
    s = lambda i: np.cov(va[i], vb[i], ddof=1)
    covariance = s(0) / len(va[0]) + s(1) / len(va[1])
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    z = (va[0].mean() - vb[0].mean()) / error
    return {"a": a.tolist(), "b": b.tolist(), "y": y.tolist(), "aucA": va[0].mean(), "aucB": vb[0].mean(),
            "errorA": np.sqrt(covariance[0, 0]), "error": error, "z": z, "p": 2 * stats.norm.sf(abs(z))}


def mcnemars():
    for b, c in [(3, 12), (40, 25), (7, 9), (0, 6), (150, 201), (5, 6)]:
        table = [[100, b], [c, 100]]
        exact, plain, corrected = mcnemar(table, exact=True), mcnemar(table, exact=False, correction=False), mcnemar(table, exact=False)
        yield [b, c, exact.pvalue, plain.statistic, plain.pvalue, corrected.statistic, corrected.pvalue]


def shares():
    for hits, rows, level in [(3, 10, .95), (0, 20, .95), (20, 20, .9), (250, 1000, .99), (1, 5000, .95)]:
        low, high = proportion_confint(hits, rows, 1 - level, method="wilson")
        yield [hits, rows, level, low, high]


def means():
    for n, level in [(2, .95), (5, .9), (40, .95), (1000, .99)]:
        x = np.round(rng.normal(3, 2, n), 4)
        low, high = stats.t.interval(level, n - 1, loc=x.mean(), scale=stats.sem(x))
        yield {"x": x.tolist(), "level": level, "low": low, "high": high}


def share_power():
    for a, b, n, ratio, alpha in [(.1, .12, 2000, 1, .05), (.5, .45, 700, 2, .05), (.02, .03, 4000, .5, .01), (.3, .31, 100, 1, .05)]:
        yield [a, b, n, ratio, alpha, power_proportions_2indep(b - a, a, n * ratio, ratio=1 / ratio, alpha=alpha).power]


def mean_power():
    test = TTestIndPower()
    for d, n, ratio, alpha in [(.5, 64, 1, .05), (.2, 300, 2, .01), (1.2, 5, 1, .05), (.05, 5000, 1, .05), (.8, 12, .5, .1)]:
        yield [d, n, ratio, alpha, test.power(d, n, alpha, ratio)]


def mean_size():
    test = TTestIndPower()
    for d, power, ratio, alpha in [(.5, .8, 1, .05), (.1, .9, 1, .05), (.3, .8, 2, .01), (1.5, .95, 1, .05)]:
        yield [d, power, ratio, alpha, test.solve_power(d, None, alpha, power, ratio)]


p_values = np.round(np.concatenate([rng.random(12), rng.random(6) / 100]), 6)
print(json.dumps({
    "programs": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__},
    "delong": [delong(60, 1), delong(200, 6), delong(33, 0)],
    "mcnemar": list(mcnemars()),
    "wilson": list(shares()),
    "mean": list(means()),
    "sharePower": list(share_power()),
    "meanPower": list(mean_power()),
    "meanSize": list(mean_size()),
    "t": [[t, f, stats.t.sf(t, f)] for f in (1, 2.5, 7, 30, 200, 1e5) for t in (-3, 0, .3, 1.96, 5, 30)],
    "tQuantile": [[q, f, stats.t.isf(q / 2, f)] for f in (1, 2, 3.5, 10, 1000) for q in (.001, .05, .5, .9)],
    "beta": [[a, b, x, special.betainc(a, b, x)] for a in (.5, 2, 30, 5000) for b in (.5, 3, 100, 4000) for x in (.001, .3, .5, .56, .99)],
    "noncentralT": [[t, f, d, stats.nct.cdf(t, f, d)] for f in (3, 20, 500) for d in (-1, 1e-9, .5, 3, 12) for t in (-2, .1, 1, 4, 13) if np.isfinite(stats.nct.cdf(t, f, d))],
    "adjusted": [p_values.tolist(), multipletests(p_values, method="holm")[1].tolist(), multipletests(p_values, method="fdr_bh")[1].tolist()],
}, separators=(",", ":"), allow_nan=False))
