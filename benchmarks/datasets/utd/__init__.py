"""How do the courses, exam credit and degrees of the University of Texas at Dallas become a native catalogue?"""

from benchmarks.datasets.utd.read import read

__all__ = ["read"]
