# One training of XGBoost in a process of its own: folder trees threads rows features predictions.
import sys, time, numpy as np, xgboost as xgb
from sklearn.metrics import roc_auc_score, log_loss

folder, trees, threads, rows, features = sys.argv[1], *map(int, sys.argv[2:6])

def peak():
    return next(float(l.split()[1]) / 1024 for l in open('/proc/self/status') if l.startswith('VmHWM'))

def load(name, most):
    a = np.fromfile(folder + '/' + name, dtype='<f8').reshape(11, -1)
    if most < a.shape[1]: a = a[:, np.arange(most) * a.shape[1] // most]
    return np.ascontiguousarray(a[[c % 10 for c in range(features)]].T), a[-1].copy()

X, y = load('train', rows)
T, z = load('test', 1 << 31)
t = time.perf_counter()
d = xgb.DMatrix(X, label=y, nthread=threads)
matrix = time.perf_counter() - t
t, c = time.perf_counter(), time.process_time()
m = xgb.train({'objective': 'binary:logistic', 'max_depth': 6, 'eta': .1, 'lambda': 1, 'max_bin': 256, 'tree_method': 'hist', 'nthread': threads}, d, trees)
trained, processor = time.perf_counter() - t, time.process_time() - c
best = 1e9
for i in range(int(sys.argv[6])):
    t = time.perf_counter()
    p = m.inplace_predict(T)
    best = min(best, time.perf_counter() - t)
    if i == 0: at = peak()
print(trained, best, at, roc_auc_score(z, p), log_loss(z, p.astype(float)), matrix, processor)
