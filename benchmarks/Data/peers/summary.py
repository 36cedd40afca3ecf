# What pandas is asked for: read_csv, describe, nunique and the missing values. Dates stay texts, which is the quickest for it.
import sys

import pandas

frame = pandas.read_csv(sys.argv[1])
print(frame.describe())
print(frame.nunique())
print(frame.isna().sum())
