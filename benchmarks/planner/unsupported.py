"""What the comparison does not execute is said by name, and its problem is left out."""

from __future__ import annotations


class Unsupported(ValueError):
    """Something in the data that this model does not know; it never answers as if it were not there."""
