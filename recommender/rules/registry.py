"""Which rule kinds exist, and how is a requirement tree read, written, walked and evaluated directly?

A rule kind is three small files of one name: here, in `planning/lower` and in `planning/check`; a test fails when a
kind lacks one of them. What a module of each sort has to offer:

- every kind: `KIND`, `MONOTONE`, `WHY_MONOTONE`;
- a leaf (claims can serve it): `read(fields)`, `data(node)`, `sees(node, attributes)`, `evaluate(node, claims, facts)`;
- a branch (it is made of other requirements, or of none): `read(fields, read_node)`, `data(node, write_node)`,
  `below(node)`, `evaluate(node, children, claims, facts)`;
- a limit: `read(fields, total_units)`, `data(limit)`, `sees(limit, attributes, origin, awarding)`,
  `evaluate(limit, claims, ground)`; where it looks at the mark or the day of a result, `outdone(limit, claim, facts)`:
  whether new study of the same item may do what this result cannot.

`sees` is everything in which two new items of equal credit, length, fee, terms and places can still differ to the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from recommender.rules import (
    all_of,
    average,
    breadth,
    cap,
    conditional,
    count_from,
    credits_from,
    holds_award,
    min_grade,
    n_of,
    pool,
    prerequisite,
    recognition,
    residency,
    sharing,
    shelf_life,
    single_use,
    total,
    window,
)
from recommender.rules.all_of import AllOf
from recommender.rules.average import Average
from recommender.rules.breadth import Breadth
from recommender.rules.cap import Cap
from recommender.rules.claims import Attributes, Circumstances, Claim, Ground, LimitResult, NodeResult, Origin
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Averaged, Chose, atoms, items_of
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.fields import Fields, Json, RuleDataError
from recommender.rules.holds_award import HoldsAward
from recommender.rules.min_grade import MinGrade
from recommender.rules.n_of import NOf
from recommender.rules.pool import Pool
from recommender.rules.residency import Residency
from recommender.rules.sharing import Sharing
from recommender.rules.shelf_life import ShelfLife
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.rules.window import Window
from recommender.vocabulary import InstitutionId, ItemId, NodeId

Leaf: TypeAlias = CreditsFrom | CountFrom | Pool
Branch: TypeAlias = AllOf | NOf | Conditional | HoldsAward
Requirement: TypeAlias = Branch | Leaf
Limit: TypeAlias = (
    Total | Average | Breadth | Cap | MinGrade | Residency | Sharing | ShelfLife | SingleUse | Window
)

# The modules behind each class. `Any`: a module's functions take their own class, which no common protocol can say.
LEAVES: Mapping[type, Any] = MappingProxyType({CreditsFrom: credits_from, CountFrom: count_from, Pool: pool})
BRANCHES: Mapping[type, Any] = MappingProxyType(
    {AllOf: all_of, NOf: n_of, Conditional: conditional, HoldsAward: holds_award}
)
LIMITS: Mapping[type, Any] = MappingProxyType(
    {
        Total: total,
        Average: average,
        Breadth: breadth,
        Cap: cap,
        MinGrade: min_grade,
        Residency: residency,
        ShelfLife: shelf_life,
        Sharing: sharing,
        SingleUse: single_use,
        Window: window,
    }
)

REQUIREMENT_KINDS: tuple[str, ...] = tuple(m.KIND for m in (*BRANCHES.values(), *LEAVES.values()))
LIMIT_KINDS: tuple[str, ...] = tuple(m.KIND for m in LIMITS.values())
KINDS: tuple[str, ...] = (*REQUIREMENT_KINDS, *LIMIT_KINDS, prerequisite.KIND, recognition.KIND)

_KIND_OF: Mapping[type, str] = MappingProxyType(
    {form: module.KIND for some in (BRANCHES, LEAVES, LIMITS) for form, module in some.items()}
)

NOBODY = Circumstances()
"""No facts about any learner: what a rule is read with where nobody is judged."""


def kind_of(rule: Requirement | Limit) -> str:
    """The kind of a requirement or limit."""
    return _KIND_OF[type(rule)]


def read_requirement(fields: Fields) -> Requirement:
    """Read a requirement tree; raises RuleDataError for an unknown kind, naming its place."""
    kind = fields.text("kind")
    for module in BRANCHES.values():
        if kind == module.KIND:
            branch: Branch = module.read(fields, read_requirement)
            return branch
    for module in LEAVES.values():
        if kind == module.KIND:
            leaf: Leaf = module.read(fields)
            return leaf
    raise fields.fail("kind", f"unknown requirement kind {kind!r}; known are {', '.join(REQUIREMENT_KINDS)}")


def read_limit(fields: Fields, total_units: int) -> Limit:
    """Read one limit; shares are of `total_units`."""
    kind = fields.text("kind")
    for module in LIMITS.values():
        if kind == module.KIND:
            limit: Limit = module.read(fields, total_units)
            return limit
    raise fields.fail("kind", f"unknown limit kind {kind!r}; known are {', '.join(LIMIT_KINDS)}")


def node_data(node: Requirement) -> Json:
    """The canonical form of a requirement and all below it: what `read_requirement` makes it of again."""
    head: Json = {"id": node.id, "kind": kind_of(node)} | ({"titles": node.titles} if node.titles else {})
    if isinstance(node, Leaf):
        own: Json = LEAVES[type(node)].data(node)
    else:
        own = BRANCHES[type(node)].data(node, node_data)
    return head | own


def limit_data(limit: Limit) -> Json:
    """The canonical form of a limit; a share is written as the amount that it comes to."""
    found: Json = LIMITS[type(limit)].data(limit)
    return found


def below(node: Requirement) -> tuple[Requirement, ...]:
    """The requirements of which a node is made; none for a leaf."""
    if isinstance(node, Leaf):
        return ()
    found: tuple[Requirement, ...] = BRANCHES[type(node)].below(node)
    return found


def walk(root: Requirement) -> Iterator[Requirement]:
    """Every node of a tree, parents first, in the order of the text."""
    yield root
    for child in below(root):
        yield from walk(child)


def leaves(root: Requirement) -> tuple[Leaf, ...]:
    """The nodes that claims can serve."""
    return tuple(node for node in walk(root) if isinstance(node, Leaf))


def leaf_ids(root: Requirement) -> frozenset[NodeId]:
    """Ids of the leaves at or below a node."""
    return frozenset(leaf.id for leaf in leaves(root))


def check_tree(root: Requirement) -> None:
    """Refuse two nodes of one id, and conditions on no node or on themselves; raises RuleDataError."""
    seen: set[NodeId] = set()
    for node in walk(root):
        if node.id in seen:
            raise RuleDataError("/requirement", f"the id {node.id!r} stands twice in one tree")
        seen.add(node.id)
    for name in _asked_in(root):
        if name not in seen:
            raise RuleDataError(
                "/requirement", f"a condition asks about {name!r}, which is no requirement of the tree"
            )
    asked_about(root)


def _asked_in(root: Requirement) -> Iterator[NodeId]:
    for node in walk(root):
        if isinstance(node, Conditional):
            yield from (atom.node for atom in atoms(node.when) if isinstance(atom, Chose))


def asked_about(root: Requirement) -> tuple[Requirement, ...]:
    """The nodes that conditions ask about, each after those that it rests on itself.

    Raises:
        RuleDataError: a condition rests on its own outcome.
    """
    nodes = {node.id: node for node in walk(root)}
    found: dict[NodeId, Requirement] = {}

    def add(name: NodeId, above: tuple[NodeId, ...]) -> None:
        if name in above:
            raise RuleDataError("/requirement", f"the condition on {name!r} rests on its own outcome")
        if name in nodes and name not in found:
            for other in _asked_in(nodes[name]):
                add(other, (*above, name))
            found[name] = nodes[name]

    for name in _asked_in(root):
        add(name, ())
    return tuple(found.values())


def scales_asked(root: Requirement) -> frozenset[str]:
    """The scales of grade points that conditions ask about."""
    conditions = [atom for node in walk(root) if isinstance(node, Conditional) for atom in atoms(node.when)]
    return frozenset(atom.scale for atom in conditions if isinstance(atom, Averaged))


def items_asked(root: Requirement) -> frozenset[ItemId]:
    """The items whose being held makes a condition hold."""
    return frozenset().union(*(items_of(node.when) for node in walk(root) if isinstance(node, Conditional)))


def evaluate_tree(
    root: Requirement,
    claims: Collection[Claim],
    facts: Circumstances = NOBODY,
    asked: Collection[Requirement] | None = None,
) -> NodeResult:
    """The status of every requirement, by direct evaluation of given claims.

    `asked` is what `asked_about` says of the tree, where that is known already.
    """
    at: dict[NodeId, list[Claim]] = {}
    for claim in claims:
        at.setdefault(claim.place, []).append(claim)
    for node in asked_about(root) if asked is None else asked:
        if _evaluated(node, claims, at, facts).satisfied:
            facts = replace(facts, chosen=facts.chosen | {node.id})
    return _evaluated(root, claims, at, facts)


def _evaluated(
    root: Requirement,
    claims: Collection[Claim],
    at: Mapping[NodeId, Collection[Claim]],
    facts: Circumstances,
) -> NodeResult:
    """A leaf looks at the claims made at it, and at no others."""
    if isinstance(root, Leaf):
        leaf: NodeResult = LEAVES[type(root)].evaluate(root, at.get(root.id, ()), facts)
        return leaf
    children = [_evaluated(child, claims, at, facts) for child in below(root)]
    branch: NodeResult = BRANCHES[type(root)].evaluate(root, children, claims, facts)
    return branch


def ground_of(awarding: InstitutionId, root: Requirement, facts: Circumstances = NOBODY) -> Ground:
    """What the limits of a version with this tree are judged on."""
    return Ground(awarding, {node.id: leaf_ids(node) for node in walk(root)}, facts)


def evaluate_limit(limit: Limit, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """The status of one limit, by direct evaluation of given claims."""
    found: tuple[LimitResult, ...] = LIMITS[type(limit)].evaluate(limit, claims, ground)
    return found


def seen_by_leaf(leaf: Leaf, attributes: Attributes) -> Hashable:
    """What a leaf can tell apart among the members of its set."""
    found: Hashable = LEAVES[type(leaf)].sees(leaf, attributes)
    return found


def seen_by_limit(limit: Limit, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> Hashable:
    """What a limit can tell apart among achievements of equal credit."""
    found: Hashable = LIMITS[type(limit)].sees(limit, attributes, origin, awarding)
    return found


def outdone(limit: Limit, claim: Claim, facts: Circumstances) -> bool:
    """Whether new study of the same item may do under a limit what a held result cannot, for its mark or its day."""
    judge = getattr(LIMITS[type(limit)], "outdone", None)
    return judge is not None and bool(judge(limit, claim, facts))
