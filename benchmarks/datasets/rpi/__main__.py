"""python -m benchmarks.datasets.rpi SRC OUT"""

import sys

from benchmarks.datasets.command import run
from benchmarks.datasets.rpi.read import read

if __name__ == "__main__":
    sys.exit(run(read, "rpi"))
