"""creditpath: the shortest proven way from what a learner's ledger holds to a qualification."""

__all__ = ["__version__"]

__version__ = "0.1.0"
