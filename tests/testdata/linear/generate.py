"""Writes the tables of this folder and the reference values of scikit-learn on them: python3 generate.py"""
import json
import pathlib
import platform
import warnings

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge

warnings.filterwarnings("error", category=sklearn.exceptions.ConvergenceWarning)
here = pathlib.Path(__file__).parent
tables = {
    "diabetes": datasets.load_diabetes(scaled=False),
    "breast-cancer": datasets.load_breast_cancer(),
    "wine": datasets.load_wine(),
}
for name, t in tables.items():
    with open(here / f"{name}.csv", "w") as f:
        f.write(",".join([n.replace(" ", "_").replace("/", "_") for n in t.feature_names] + ["target"]) + "\n")
        for x, y in zip(t.data, t.target):
            f.write(",".join(repr(float(v)) for v in [*x, y]) + "\n")


def z(x, w=None):
    mean = np.average(x, axis=0, weights=w)
    return (x - mean) / np.sqrt(np.average((x - mean) ** 2, axis=0, weights=w))


def weights(n):
    return 1.0 + np.arange(n) % 3


out = {"program": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, Python {platform.python_version()}"}

d = tables["diabetes"]
n = len(d.target)
w = weights(n)
nets = []
for alpha, ratio, weighted in [(0.5, 1.0, False), (5.0, 1.0, False), (0.5, 0.5, False), (2.0, 0.1, False), (0.01, 0.9, False), (1.0, 1.0, True), (0.5, 0.3, True)]:
    x = z(d.data, w if weighted else None)
    model = Lasso(alpha=alpha, tol=1e-13, max_iter=10**6) if ratio == 1 else ElasticNet(alpha=alpha, l1_ratio=ratio, tol=1e-13, max_iter=10**6)
    model.fit(x, d.target, sample_weight=w if weighted else None)
    nets.append({"alpha": alpha, "ratio": ratio, "weighted": weighted, "intercept": model.intercept_, "weights": model.coef_.tolist()})
out["elasticNet"] = nets

x = z(d.data, w)
model = Ridge(alpha=3.0, solver="cholesky").fit(x, d.target, sample_weight=w)
out["weightedRidge"] = {"l2": 3.0, "predictions": model.predict(x).tolist()[:50]}

b = tables["breast-cancer"]
logistic = []
for l1, l2, weighted in [(0, 2.0, False), (0, 2.0, True), (3.0, 0, False), (1.5, 1.5, True), (20.0, 0.5, False)]:
    wb = weights(len(b.target)) if weighted else None
    x = z(b.data, wb)
    c, ratio = 1 / (l1 + l2), l1 / (l1 + l2)
    if l1 == 0:
        model = LogisticRegression(C=c, solver="newton-cg", tol=1e-8, max_iter=10**5)
    else:
        model = LogisticRegression(C=c, penalty="elasticnet", l1_ratio=ratio, solver="saga", tol=1e-13, max_iter=10**6, random_state=0)
    model.fit(x, b.target, sample_weight=wb)
    logistic.append({"l1": l1, "l2": l2, "weighted": weighted, "zeros": int((model.coef_ == 0).sum()), "predictions": model.predict_proba(x)[:, 1].tolist()})
out["logistic"] = logistic

t = tables["wine"]
multi = []
for l2, weighted in [(1.0, False), (0.1, False), (5.0, True)]:
    ww = weights(len(t.target)) if weighted else None
    x = z(t.data, ww)
    model = LogisticRegression(C=1 / l2, solver="newton-cg", multi_class="multinomial", tol=1e-8, max_iter=10**6).fit(x, t.target, sample_weight=ww)
    multi.append({"l2": l2, "weighted": weighted, "predictions": model.predict_proba(x).ravel().tolist()})
out["multinomial"] = multi

p = PCA().fit(b.data)
out["pca"] = {"variance": p.explained_variance_.tolist(), "total": float(p.explained_variance_.sum()), "components": p.components_[:4].tolist(), "places": p.transform(b.data)[:10, :4].tolist()}

x = z(t.data)
start = x[[0, 70, 150]]
k = KMeans(3, init=start, n_init=1, tol=0, algorithm="lloyd").fit(x)
kw = KMeans(3, init=start, n_init=1, tol=0, algorithm="lloyd").fit(x, sample_weight=weights(len(x)))
best = [KMeans(c, n_init=50, random_state=1).fit(x).inertia_ for c in (2, 3, 5, 8)]
out["kmeans"] = {"start": start.tolist(), "labels": k.labels_.tolist(), "centres": k.cluster_centers_.tolist(), "inertia": k.inertia_, "weightedCentres": kw.cluster_centers_.tolist(), "weightedInertia": kw.inertia_, "best": best}

texts = ["The quick brown fox", "the lazy dog, the end", "", "a fox_2 is not a Fox!", "Größe 12 x 3 größe"]
for phrase in (1, 2):
    v = TfidfVectorizer(ngram_range=(1, phrase))
    m = v.fit_transform(texts).toarray()
    out[f"tfidf{phrase}"] = {"texts": texts, "words": v.get_feature_names_out().tolist(), "values": m.tolist()}
out["quartiles"] = [np.median(b.data, axis=0).tolist(), (np.percentile(b.data, 75, axis=0) - np.percentile(b.data, 25, axis=0)).tolist()]


def ftrl(x, y, w, loss, alpha, beta, l1, l2, width, passes=2):
    """Algorithm 1 of McMahan et al. (2013), dense, with an intercept that bears no penalty."""
    x = np.column_stack([x, np.ones(len(x))])
    p1, p2 = np.full(x.shape[1], l1), np.full(x.shape[1], l2)
    p1[-1] = p2[-1] = 0
    zs, ns, losses = np.zeros(x.shape[1]), np.zeros(x.shape[1]), []

    def now():
        return np.where(np.abs(zs) <= p1, 0.0, -(zs - np.sign(zs) * p1) / ((beta + np.sqrt(ns)) / alpha + p2))

    for _ in range(passes):
        total = 0.0
        for xi, yi, wi in zip(x, y, w):
            weights = now()
            s = xi @ weights
            if loss == "Squared":
                part, slope = (s - yi) ** 2 / 2, s - yi
            elif loss == "Huber":
                r = abs(s - yi)
                part, slope = (r * r / 2 if r <= width else width * (r - width / 2)), max(-width, min(width, s - yi))
            elif loss == "Logistic":
                part, slope = np.logaddexp(0, s) - yi * s, 1 / (1 + np.exp(-s)) - yi
            else:
                sign = 2 * yi - 1
                part, slope = max(0.0, 1 - sign * s), -sign if sign * s < 1 else 0.0
            total += wi * part
            g = wi * slope * xi
            sigma = (np.sqrt(ns + g * g) - np.sqrt(ns)) / alpha
            zs += g - sigma * weights
            ns += g * g
        losses.append(total / w.sum())
    s = x @ now()
    return losses, (1 / (1 + np.exp(-s)) if loss in ("Logistic", "Hinge") else s)


cases = []
for loss, alpha, beta, l1, l2, width, weighted in [
    ("Logistic", 0.1, 1.0, 0.0, 0.0, 1.0, False), ("Logistic", 0.5, 0.3, 2.0, 0.7, 1.0, True), ("Hinge", 0.2, 1.0, 0.1, 0.1, 1.0, False),
    ("Squared", 3.0, 1.0, 0.0, 0.01, 1.0, False), ("Squared", 2.0, 0.5, 30.0, 0.0, 1.0, True), ("Huber", 5.0, 1.0, 0.5, 0.0, 20.0, False),
]:
    t = d if loss in ("Squared", "Huber") else b
    w = weights(len(t.target)) if weighted else np.ones(len(t.target))
    losses, predictions = ftrl(z(t.data), t.target, w, loss, alpha, beta, l1, l2, width)
    cases.append({"loss": loss, "alpha": alpha, "beta": beta, "l1": l1, "l2": l2, "width": width, "weighted": weighted, "losses": losses, "predictions": predictions[:50].tolist()})
out["ftrl"] = cases
(here / "reference.json").write_text(json.dumps(out, indent=1) + "\n")
