"""How can a proof be spoilt?  Changes of its rows, its multipliers and its tree, each once and by a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from recommender.planning.certificate import Branch, Leaf, Name, Node, Proof, leaves_of
from recommender.planning.check.proof import SCALE
from recommender.planning.check.relaxation import Relaxation


@dataclass(frozen=True)
class Material:
    """What a forger can put in: names of rows, columns and costs that mean something in the world."""

    relaxed: Relaxation
    names: Sequence[Name]
    columns: Sequence[str]
    costs: Sequence[int]
    chance: Random


def material(relaxed: Relaxation, chance: Random) -> Material:
    """Everything that a world has, and a little that it has not."""
    blocks = (*relaxed.blocks, *relaxed.layout.blocks)
    columns = list(dict.fromkeys(column for block in blocks for column in block.columns))
    families = dict.fromkeys((*relaxed.rules(), *(f for column in columns for f in relaxed.near(column))))
    rows = [(name, row) for family in families for name, row in relaxed.family(family).items()]
    names = [name for name, _ in rows]
    # Columns of no block, such as those of requirements, can be split as well.
    columns = list(dict.fromkeys((*columns, *(column for _, row in rows for column in row.terms))))
    costs = sorted({block.cost for block in blocks if block.cost})
    return Material(relaxed, names, [*columns, "study none"], [*costs, 1], chance)


def mutated(proof: Proof, kind: str, known: Material) -> Proof:
    """The proof with one change of the kind; one that has no branch gets one first where it needs one."""
    change = PROOF_MUTATIONS[kind]
    found = change(proof, known)
    if found is None:
        found = change(a_branch_added(proof, known), known)
    return found or proof


# -- rows ---------------------------------------------------------------------------------------------------------


def a_row_renamed(proof: Proof, known: Material) -> Proof | None:
    """Another row in its place, half the time another of the same rule."""
    if not proof.rows:
        return None
    at = known.chance.randrange(len(proof.rows))
    alike = [name for name in known.names if name[:3] == proof.rows[at][:3]]
    new = known.chance.choice(alike) if alike and known.chance.random() < 0.5 else _a_name(known)
    return replace(proof, rows=(*proof.rows[:at], new, *proof.rows[at + 1 :]))


def two_rows_swapped(proof: Proof, known: Material) -> Proof | None:
    if len(proof.rows) < 2:
        return None
    rows = list(proof.rows)
    one, other = known.chance.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    return replace(proof, rows=tuple(rows))


def a_row_dropped(proof: Proof, known: Material) -> Proof | None:
    """Multipliers keep their numbers, and so belong to other rows."""
    if not proof.rows:
        return None
    at = known.chance.randrange(len(proof.rows))
    return replace(proof, rows=(*proof.rows[:at], *proof.rows[at + 1 :]))


def a_row_added(proof: Proof, known: Material) -> Proof:
    """With a multiplier in every leaf."""
    number, times = len(proof.rows), _times(known)
    rows = (*proof.rows, _a_name(known))
    return Proof(rows, _every_leaf(proof.root, lambda one: _with(one, number, times)))


# -- multipliers --------------------------------------------------------------------------------------------------


def _a_name(known: Material) -> Name:
    """Of a row that there is, now and then of one that there is not."""
    if not known.names or known.chance.random() < 0.2:
        return ("total", "0", "none")
    return known.chance.choice(known.names)


def _times(known: Material) -> int:
    return known.chance.choice((1, SCALE // 600, SCALE // 2, SCALE, 2 * SCALE, 600 * SCALE))


def a_multiplier_changed(proof: Proof, known: Material) -> Proof | None:
    def change(times: int) -> int:
        return known.chance.choice((times + 1, times - 1, times * 2, times // 2, times * 1000, 2**62))

    return _one_multiplier(proof, known, change)


def a_multiplier_negated(proof: Proof, known: Material) -> Proof | None:
    return _one_multiplier(proof, known, lambda times: -times)


def a_negative_multiplier_added(proof: Proof, known: Material) -> Proof | None:
    """A row read backwards, as often as another is read: it would say that there is no more than it asks for."""
    number = known.chance.randrange(len(proof.rows) + 1)
    if number == len(proof.rows) or known.chance.random() < 0.5:
        number, proof = len(proof.rows), replace(proof, rows=(*proof.rows, _a_name(known)))
    pairs = [times for leaf in leaves_of(proof.root) for _, times in leaf.multipliers]
    times = known.chance.choice(pairs) if pairs and known.chance.random() < 0.7 else _times(known)
    return replace(proof, root=_every_leaf(proof.root, lambda one: _with(one, number, -abs(times))))


def a_multiplier_moved(proof: Proof, known: Material) -> Proof | None:
    def move(pair: tuple[int, int]) -> tuple[int, int]:
        return known.chance.randrange(-1, len(proof.rows) + 2), pair[1]

    return _one_pair(proof, known, move)


def a_multiplier_dropped(proof: Proof, known: Material) -> Proof | None:
    return _one_multiplier(proof, known, lambda _: 0)


def a_multiplier_doubled(proof: Proof, known: Material) -> Proof | None:
    """The same row cited twice by one leaf."""
    leaf = _a_leaf(proof, known, filled=True)
    if leaf is None:
        return None
    more = (*leaf.multipliers, known.chance.choice(leaf.multipliers))
    return replace(proof, root=_replaced(proof.root, leaf, replace(leaf, multipliers=more)))


# -- the tree -----------------------------------------------------------------------------------------------------


def a_branch_point_changed(proof: Proof, known: Material) -> Proof | None:
    more = known.chance.choice((-2, -1, 1, 2, 10**6))
    return _one_branch(proof, known, lambda node: replace(node, at=node.at + more))


def branch_columns_changed(proof: Proof, known: Material) -> Proof | None:
    return _one_branch(proof, known, lambda node: _split(node, known))


def sides_swapped(proof: Proof, known: Material) -> Proof | None:
    return _one_branch(proof, known, lambda node: replace(node, left=node.right, right=node.left))


def a_subtree_dropped(proof: Proof, known: Material) -> Proof | None:
    return _one_branch(proof, known, lambda node: known.chance.choice((node.left, node.right)))


def a_subtree_copied(proof: Proof, known: Material) -> Proof | None:
    def copy(node: Branch) -> Branch:
        side = known.chance.choice((node.left, node.right))
        return replace(node, left=side, right=side)

    return _one_branch(proof, known, copy)


def a_branch_added(proof: Proof, known: Material) -> Proof:
    """Over the whole, or in place of a leaf; one side is as before, the other is said to be empty or the same."""
    leaf: Node = known.chance.choice((proof.root, _a_leaf(proof, known) or proof.root))
    other: Node = known.chance.choice((leaf, Leaf((), empty=True)))
    sides = [leaf, other]
    known.chance.shuffle(sides)
    at = known.chance.choice((-1, 0, 0, 1, 2))
    branch = _split(Branch((), at, sides[0], sides[1]), known)
    return replace(proof, root=_replaced(proof.root, leaf, branch))


def a_leaf_marked(proof: Proof, known: Material) -> Proof | None:
    """One that is empty as one that costs something, or the other way about."""
    leaf = _a_leaf(proof, known)
    assert leaf is not None
    return replace(proof, root=_replaced(proof.root, leaf, replace(leaf, empty=not leaf.empty)))


def every_leaf_marked(proof: Proof, known: Material) -> Proof:
    return replace(proof, root=_every_leaf(proof.root, lambda one: replace(one, empty=not one.empty)))


def a_leaf_without_rows(proof: Proof, known: Material) -> Proof | None:
    leaf = _a_leaf(proof, known)
    assert leaf is not None
    return replace(proof, root=_replaced(proof.root, leaf, replace(leaf, multipliers=())))


PROOF_MUTATIONS: Mapping[str, Callable[[Proof, Material], Proof | None]] = {
    one.__name__: one
    for one in (
        a_row_renamed,
        two_rows_swapped,
        a_row_dropped,
        a_row_added,
        a_multiplier_changed,
        a_multiplier_negated,
        a_negative_multiplier_added,
        a_multiplier_moved,
        a_multiplier_dropped,
        a_multiplier_doubled,
        a_branch_point_changed,
        branch_columns_changed,
        sides_swapped,
        a_subtree_dropped,
        a_subtree_copied,
        a_branch_added,
        a_leaf_marked,
        every_leaf_marked,
        a_leaf_without_rows,
    )
}


# -- how a tree is changed in one place ---------------------------------------------------------------------------


def _split(branch: Branch, known: Material) -> Branch:
    """The branch of something else: a column, a sum of some, or the number of steps of a cost."""
    if known.chance.random() < 0.2:
        return replace(branch, columns=(), cost=known.chance.choice(known.costs))
    many = min(known.chance.choice((1, 1, 1, 2, 3)), len(known.columns))
    return replace(branch, columns=tuple(known.chance.sample(known.columns, many)), cost=None)


def _nodes(root: Node) -> Iterator[Node]:
    yield root
    if isinstance(root, Branch):
        yield from _nodes(root.left)
        yield from _nodes(root.right)


def _replaced(root: Node, old: Node, new: Node) -> Node:
    if root is old:
        return new
    if isinstance(root, Leaf):
        return root
    return replace(root, left=_replaced(root.left, old, new), right=_replaced(root.right, old, new))


def _every_leaf(root: Node, change: Callable[[Leaf], Leaf]) -> Node:
    if isinstance(root, Leaf):
        return change(root)
    return replace(root, left=_every_leaf(root.left, change), right=_every_leaf(root.right, change))


def _with(leaf: Leaf, number: int, times: int) -> Leaf:
    return replace(leaf, multipliers=(*leaf.multipliers, (number, times)))


def _a_leaf(proof: Proof, known: Material, *, filled: bool = False) -> Leaf | None:
    leaves = [leaf for leaf in leaves_of(proof.root) if leaf.multipliers or not filled]
    return known.chance.choice(leaves) if leaves else None


def _one_branch(proof: Proof, known: Material, change: Callable[[Branch], Node]) -> Proof | None:
    branches = [node for node in _nodes(proof.root) if isinstance(node, Branch)]
    if not branches:
        return None
    node = known.chance.choice(branches)
    return replace(proof, root=_replaced(proof.root, node, change(node)))


def _one_pair(
    proof: Proof, known: Material, change: Callable[[tuple[int, int]], tuple[int, int]]
) -> Proof | None:
    leaf = _a_leaf(proof, known, filled=True)
    if leaf is None:
        return None
    pairs = list(leaf.multipliers)
    at = known.chance.randrange(len(pairs))
    pairs[at] = change(pairs[at])
    return replace(proof, root=_replaced(proof.root, leaf, replace(leaf, multipliers=tuple(pairs))))


def _one_multiplier(proof: Proof, known: Material, change: Callable[[int], int]) -> Proof | None:
    return _one_pair(proof, known, lambda pair: (pair[0], change(pair[1])))
