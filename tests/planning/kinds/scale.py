"""The scale of points on which worlds of every kind take their averages: a percentage is worth itself."""

from __future__ import annotations

from fractions import Fraction

from recommender.rules.scales import Scale, ScaleRow

SCALES = {
    "points": Scale("points", (ScaleRow("percent", Fraction(1)), ScaleRow("letters", Fraction(75), "B")))
}
