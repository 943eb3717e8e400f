"""How do the courses, transfer decisions and degrees of Rensselaer become a native catalogue?"""

from benchmarks.datasets.rpi.read import read

__all__ = ["read"]
