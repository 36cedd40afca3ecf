"""Computes partial dependence and individual curves with scikit-learn: python3 generate.py > reference.json

The rows are the irises (R. A. Fisher, 1936) that come with scikit-learn; the models are linear, so that both programs can hold the same one.
"""
import json
import sys

import sklearn
from sklearn.datasets import load_iris
from sklearn.inspection import partial_dependence
from sklearn.linear_model import LinearRegression, LogisticRegression

X = load_iris().data
names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
cases = []
for task, model, y in [("Binary", LogisticRegression(), load_iris().target == 2), ("Regression", LinearRegression(), X[:, 0] * X[:, 2])]:
    model.fit(X, y)
    coefficients = model.coef_.ravel().tolist()
    for feature, points, tails in [(2, 10, .05), (1, 50, .1), (3, 7, 0)]:
        found = partial_dependence(model, X, [feature], kind="both", grid_resolution=points, percentiles=(max(tails, 1e-12), min(1 - tails, 1 - 1e-12)),
                                   response_method="predict_proba" if task == "Binary" else "auto")
        cases.append({"task": task, "coefficients": coefficients, "intercept": float(model.intercept_ if task == "Regression" else model.intercept_[0]), "input": names[feature], "points": points,
                      "tails": tails, "values": found["values"][0].tolist(), "mean": found["average"][0].tolist(), "individual": found["individual"][0][:3].tolist()})
json.dump({"programs": {"scikit-learn": sklearn.__version__}, "names": names, "rows": X.T.tolist(), "cases": cases}, sys.stdout, separators=(",", ":"), allow_nan=False)
