"""Do conversions of credit create credit: is there a way round on which the product of the ratios is above 1?

Exact fractions, and the search of Bellman and Ford on products: a walk that still grows after as many rounds as there
are schemes has a cycle in it that grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from recommender.catalogue.linting.book import Book
from recommender.catalogue.objects import Finding


def check(book: Book) -> Iterator[Finding]:
    """One finding for the worst cycle that the search meets."""
    found = growing_cycle(book.catalogue.ratios)
    if found is not None:
        path, factor = found
        yield book.found(
            "ratio_cycle",
            "catalogue",
            book.catalogue.id,
            "/ratios",
            circle=" → ".join(path),
            factor=str(factor),
        )


def growing_cycle(edges: Mapping[tuple[str, str], Fraction]) -> tuple[list[str], Fraction] | None:
    """A cycle whose product is above 1, its first node repeated at the end; None where there is none."""
    nodes = sorted({node for pair in edges for node in pair})
    best = dict.fromkeys(nodes, Fraction(1))
    came: dict[str, str] = {}
    last: str | None = None
    for _ in nodes:
        last = None
        for (source, target), factor in sorted(edges.items()):
            if best[source] * factor > best[target]:
                best[target] = best[source] * factor
                came[target] = source
                last = target
        if last is None:
            return None
    if last is None:
        return None
    for _ in nodes:  # back far enough to stand on the cycle
        last = came[last]
    path = [last]
    while (before := came[path[-1]]) != last:
        path.append(before)
    path = [last, *reversed(path)]
    product = Fraction(1)
    for pair in pairwise(path):
        product *= edges[pair]
    return path, product
