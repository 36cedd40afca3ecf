"""Computes the reference values of MLOpsBuild.Learning.Metrics with scikit-learn: python3 generate.py > reference.json

The predictions are real: of models of scikit-learn on the departures of April 2001 (tests/testdata/departures-features-reference.csv.gz: US Department of Transportation, Bureau of
Transportation Statistics, a work of the US federal government), on the digits (E. Alpaydin, C. Kaynak, 1998, UCI Machine Learning Repository, CC BY 4.0) and on the irises (R. A. Fisher,
1936) that come with scikit-learn. They are given in full, rounded, so that the tests depend on no model.
"""
import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_digits, load_iris
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import *
from sklearn.model_selection import cross_val_predict

rng = np.random.default_rng(20010401)
all_rows = pd.read_csv(pathlib.Path(__file__).parent.parent / "departures-features-reference.csv.gz", parse_dates=["date"])
names = ["dow", "tod", "distance", "dep60", "prev_rate", "same14", "before14", "ratio14"]
train = all_rows[(all_rows.date >= "2001-01-15") & (all_rows.date < "2001-04-01")]
april = all_rows[(all_rows.date >= "2001-04-01") & (all_rows.date < "2001-05-01")].iloc[::12]
weights = np.round(rng.gamma(2, 1, len(april)), 2)


def fit(model, y):
    return model(random_state=1, max_iter=60).fit(train[names], y)


def regression(y, p):
    def of(w):
        return {"rmse": mean_squared_error(y, p, sample_weight=w) ** .5, "mae": mean_absolute_error(y, p, sample_weight=w), "r2": r2_score(y, p, sample_weight=w),
                "mape": mean_absolute_percentage_error(y, p, sample_weight=w), "pinball": mean_pinball_loss(y, p, sample_weight=w, alpha=.9),
                "poisson-deviance": mean_poisson_deviance(y, np.maximum(p, .5), sample_weight=w)}
    return {"y": y.tolist(), "p": p.tolist(), "w": weights.tolist(), "plain": of(None), "weighted": of(weights)}


def of_classes(y, called, w, binary):
    values = {"accuracy": accuracy_score(y, called, sample_weight=w), "balanced-accuracy": balanced_accuracy_score(y, called, sample_weight=w),
              "mcc": matthews_corrcoef(y, called, sample_weight=w), "confusion": confusion_matrix(y, called, sample_weight=w).ravel().tolist()}
    for average in ["macro", "micro", "weighted"]:
        p, r, f, _ = precision_recall_fscore_support(y, called, average=average, sample_weight=w, zero_division=0)
        values |= {f"precision-{average}": p, f"recall-{average}": r, f"f1-{average}": f}
    if binary:
        p, r, f, _ = precision_recall_fscore_support(y, called, average="binary", sample_weight=w)
        values |= {"precision": p, "recall": r, "f1": f}
    return values


def ece(y, p, bins=10):
    at = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[at == b].sum() - y[at == b].sum()) for b in range(bins)) / len(y)


def binary(y, p):
    def of(w):
        return of_classes(y, p >= .5, w, True) | {"auc": roc_auc_score(y, p, sample_weight=w), "pr-auc": average_precision_score(y, p, sample_weight=w),
                                                  "log-loss": log_loss(y, p, sample_weight=w), "brier": brier_score_loss(y, p, sample_weight=w)}
    observed, predicted = calibration_curve(y, p, n_bins=10)
    return {"y": y.tolist(), "p": p.tolist(), "w": weights.tolist(), "plain": of(None) | {"ece": ece(y, p)}, "weighted": of(weights), "observed": observed.tolist(), "predicted": predicted.tolist()}


def multiclass(y, p):
    w = np.round(rng.gamma(2, 1, len(y)), 2)
    p = np.maximum(np.round(p, 4), 1e-4)
    p[np.arange(len(p)), p.argmax(axis=1)] += 1 - p.sum(axis=1)

    def of(w):
        return of_classes(y, p.argmax(axis=1), w, False) | {"log-loss": log_loss(y, p, sample_weight=w)}
    once = np.eye(p.shape[1])[y]
    return {"y": y.tolist(), "p": p.ravel().tolist(), "w": w.tolist(), "weighted": of(w), "plain": of(None) | {
        "auc": roc_auc_score(y, p, multi_class="ovr"), "auc-weighted": roc_auc_score(y, p, multi_class="ovr", average="weighted"),
        "brier": ((p - once) ** 2).sum(axis=1).mean(), "ece": ece((p.argmax(axis=1) == y).astype(float), p.max(axis=1))}}


def ranking(relevance, scores, groups):
    kept = [g for g in np.unique(groups) if relevance[groups == g].max() > 0 and (groups == g).sum() > 1]
    mean = lambda f: float(np.mean([f(relevance[groups == g], scores[groups == g]) for g in kept]))
    rank = lambda r, s: 1 / (1 + ((r == 0) & (s >= s[r > 0].max())).sum())
    rows = np.isin(groups, kept)
    return {"y": relevance[rows].tolist(), "p": scores[rows].tolist(), "g": groups[rows].tolist(), "values": {
        "ndcg": mean(lambda r, s: ndcg_score([r], [s])), "ndcg@3": mean(lambda r, s: ndcg_score([r], [s], k=3)),
        "ndcg@3 exponential": mean(lambda r, s: ndcg_score([2 ** r - 1], [s], k=3)), "map": mean(lambda r, s: average_precision_score(r > 0, s)), "mrr": mean(rank)}}


late = np.round(fit(HistGradientBoostingClassifier, train.y).predict_proba(april[names])[:, 1], 3)
late = np.where(np.round(late * 10, 6) % 1 == 0, late + .0005, late)  # scikit-learn's bins hold their upper bound, ours their lower one
delay = np.round(fit(HistGradientBoostingRegressor, train.delay.clip(-60, 180)).predict(april[names]), 2)
minutes = april.delay.clip(-60, 180).to_numpy() + 61.0  # above 0, as shares and counts must be
digits, iris = load_digits(), load_iris()
digit = LogisticRegression(max_iter=50, C=.001).fit(digits.data[:900], digits.target[:900]).predict_proba(digits.data[1597:])
flower = cross_val_predict(LogisticRegression(max_iter=1000), iris.data, iris.target, cv=5, method="predict_proba")
json.dump({
    "programs": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "regression": regression(minutes, np.maximum(delay + 61, .5).round(2)),
    "binary": binary(april.y.to_numpy(), late),
    "digits": multiclass(digits.target[1597:], digit),
    "iris": multiclass(iris.target, flower),
    "ranking": ranking(np.clip(april.delay.to_numpy() // 15, 0, 4), np.round(late, 2), april.date.dt.dayofyear.to_numpy()),
}, __import__("sys").stdout, separators=(",", ":"), allow_nan=False)
