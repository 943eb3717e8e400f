"""Stage 3: what follows from what?  Closures and neighbourhoods over one immutable AND/OR graph of a snapshot.

This folder is the only door to networkx.
"""

from recommender.graph.build import credit_graph
from recommender.graph.circles import Circle, Gain, circles, gains
from recommender.graph.equivalents import equivalents, gives_alone
from recommender.graph.model import CreditGraph, Edge, Gate, Key, Kind, Node, Role
from recommender.graph.neighbourhood import Neighbourhood, neighbourhood
from recommender.graph.reach import Reach, reaching
from recommender.graph.yields import SourceUsed, Yield, yields

__all__ = [
    "Circle",
    "CreditGraph",
    "Edge",
    "Gain",
    "Gate",
    "Key",
    "Kind",
    "Neighbourhood",
    "Node",
    "Reach",
    "Role",
    "SourceUsed",
    "Yield",
    "circles",
    "credit_graph",
    "equivalents",
    "gains",
    "gives_alone",
    "neighbourhood",
    "reaching",
    "yields",
]
