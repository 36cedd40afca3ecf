# Writes scikit-learn's bundled tables as CSV: features, then the target in the column "y".
# python3 export.py FOLDER   (scikit-learn 1.2.1)
import sys
import numpy as np
from sklearn import datasets

for name in ['diabetes', 'breast_cancer', 'iris', 'wine', 'digits']:
    d = getattr(datasets, 'load_' + name)(**({'scaled': False} if name == 'diabetes' else {}))
    names = [str(n).replace(' ', '_').replace(',', '') for n in d.feature_names] + ['y']
    with open(f'{sys.argv[1]}/{name}.csv', 'w') as f:
        f.write(','.join(names) + '\n')
        for row in np.column_stack([d.data, d.target]):
            f.write(','.join(repr(round(v, 10)).removesuffix('.0') for v in row.tolist()) + '\n')
