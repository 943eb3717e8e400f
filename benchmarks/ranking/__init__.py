"""How well are histories continued, beside what others have published?  `python -m benchmarks.ranking DIR`."""
