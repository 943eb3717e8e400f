"""python -m benchmarks.datasets.utd SRC OUT"""

import sys

from benchmarks.datasets.command import run
from benchmarks.datasets.utd.read import read

if __name__ == "__main__":
    sys.exit(run(read, "utd"))
