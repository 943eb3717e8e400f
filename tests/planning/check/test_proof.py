"""Does the kernel believe only what is so?  Small integer programs, tried out point by point."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.planning.certificate import Branch, Leaf, Node, Proof
from recommender.planning.check.block import Block, Claims
from recommender.planning.check.proof import SCALE, Unsound, proven
from recommender.planning.check.row import Row
from tests.planning.check.toy import Toy, points_of

COURSE = Block("study c", 0, 3, 3, (Claims(("c at core", "c at free")),))
EXAM = Block("study e", 0, 1, 2, (Claims(("e at core",)),))
HELD = Block(None, 1, 1, 0, (Claims(("h at core", "h at free")),))
CORE = Row({"c at core": 3, "e at core": 2, "h at core": 3}, 6)
ALL = Row({"c at core": 3, "c at free": 3, "e at core": 2, "h at core": 3, "h at free": 3}, 9)
TOY = Toy({("core",): CORE, ("all",): ALL}, (COURSE,), (EXAM, HELD))


def test_one_multiplier_is_enough_where_the_sum_says_it_all() -> None:
    """9 credits are asked for, 3 are held, and a credit costs no less than a credit."""
    assert TOY.least() == 6
    assert proven(TOY, Proof((("all",),), Leaf(((0, SCALE),)))) == 6


def test_what_the_sum_leaves_open_a_branch_settles() -> None:
    weak = Toy({("all",): replace(ALL, least=10)}, (COURSE,), (EXAM, HELD))
    assert weak.least() == 8
    leaf = Leaf(((0, SCALE),))
    assert proven(weak, Proof((("all",),), leaf)) == 7
    more = Branch(("study c",), 2, leaf, leaf)
    split = Branch(("study c",), 1, Leaf(((0, 1),), empty=True), more)
    assert proven(weak, Proof((("all",),), split)) == 8


def test_no_point_at_all_is_shown_by_a_sum_without_costs() -> None:
    none = Toy({("all",): replace(ALL, least=15)}, (COURSE,), (EXAM, HELD))
    assert none.least() is None
    assert proven(none, Proof((("all",),), Leaf(((0, 1),), empty=True))) is None
    with pytest.raises(Unsound, match="empty"):
        proven(TOY, Proof((("all",),), Leaf(((0, 1),), empty=True)))


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (Proof((("none",),), Leaf(((0, 1),))), "no rule gives the row none"),
        (Proof((("all",),), Leaf(((1, 1),))), "row 1"),
        (Proof((("all",),), Leaf(((-1, 1),))), "row -1"),
        (Proof((("all",),), Leaf(((0, -1),))), "multiplier -1"),
        (Proof((("all",),), Branch((), 0, Leaf(()), Leaf(()))), "needs columns"),
        (Proof((("all",),), Branch(("study c", "study c"), 0, Leaf(()), Leaf(()))), "each once"),
        (Proof((("all",),), Leaf(((0, 2**70),))), "too large"),
    ],
)
def test_what_proves_nothing_is_told(proof: Proof, said: str) -> None:
    with pytest.raises(Unsound, match=said):
        proven(TOY, proof)


def test_a_tree_without_end_is_no_proof() -> None:
    node: Node = Leaf(())
    for _ in range(500):
        node = Branch(("study c",), 1, node, Leaf(()))
    with pytest.raises(Unsound, match="branches stand"):
        proven(TOY, Proof((), node))


def test_a_part_that_is_left_out_is_seen_as_possible() -> None:
    """A branch names both sides by one number: there is nothing between them that could be left out."""
    split = Branch(("study c",), 1, Leaf(((0, SCALE),)), Leaf(((0, SCALE),)))
    assert proven(TOY, Proof((("all",),), split)) == TOY.least()


# -- any proof of any program ---------------------------------------------------------------------------------

COSTS = st.sampled_from((0, 1, 2, 3, 4, 6))


@st.composite
def blocks(draw: st.DrawFn, name: str) -> Block:
    places = tuple(f"{name} at {place}" for place in draw(st.sampled_from(("p", "q", "pq"))))
    shared = f"{name} counted" if draw(st.booleans()) and len(places) > 1 else None
    high = draw(st.integers(0, 2 if len(places) > 1 else 3))
    if draw(st.integers(0, 3)) == 0:
        return Block(None, 1, 1, 0, (Claims(places, shared),))
    low = draw(st.integers(0, min(1, high)))
    return Block(f"study {name}", low, high, draw(COSTS), (Claims(places, shared),))


@st.composite
def toys(draw: st.DrawFn) -> Toy:
    own = [draw(blocks(f"b{number}")) for number in range(draw(st.integers(0, 2)))]
    common = [draw(blocks(f"k{number}")) for number in range(draw(st.integers(0, 2)))]
    everyone = tuple(replace(one, low=0) for one in common if one.unit is not None)
    highs = {
        place: draw(st.integers(0, one.high)) for place, one in enumerate(everyone) if draw(st.booleans())
    }
    plain = ("x",) if draw(st.booleans()) else ()
    columns = sorted({column for one in (*own, *everyone) for column in one.columns} | set(plain))
    rows = {}
    for number in range(draw(st.integers(1, 3))):
        terms = {column: draw(st.integers(-3, 4)) for column in columns if draw(st.booleans())}
        rows[(f"r{number}",)] = Row(terms, draw(st.integers(-4, 8)))
    return Toy(rows, everyone, own, highs, plain)


@st.composite
def proofs(draw: st.DrawFn, toy: Toy) -> Proof:
    names = tuple(toy.named)
    columns = sorted({c for one in toy.all_blocks() for c in one.columns} | set(toy.plain))
    units = [one for one in toy.all_blocks() if one.unit is not None]

    def node(depth: int) -> Node:
        if depth == 0 or not columns or draw(st.booleans()):
            count = len(names) + (3 - depth)
            pairs = (
                (n, draw(st.integers(0, 3)) * SCALE // draw(st.sampled_from((1, 2, 3)))) for n in range(count)
            )
            return Leaf(tuple(pairs)[: len(names)], draw(st.integers(0, 4)) == 0)
        at = draw(st.integers(-1, 3))
        left, right = node(depth - 1), node(depth - 1)
        kind = draw(st.sampled_from(("one", "sum", "cost")))
        if kind == "cost" and units:
            return Branch((), at, left, right, draw(st.sampled_from(units)).cost)
        some = columns if kind == "sum" else [draw(st.sampled_from(columns))]
        return Branch(tuple(some), at, left, right)

    return Proof(names, node(2))


@given(st.data())
def test_no_proof_shows_more_than_is_so(data: st.DataObject) -> None:
    toy = data.draw(toys())
    proof = data.draw(proofs(toy))
    least = toy.least()
    try:
        shown = proven(toy, proof)
    except Unsound:
        return
    if least is None:
        return  # where there is no point everything is so
    assert shown is not None
    assert shown <= least


@given(st.data())
def test_a_block_costs_what_its_cheapest_way_costs(data: st.DataObject) -> None:
    block = data.draw(blocks("b"))
    price = {column: data.draw(st.integers(-5, 8)) for column in block.columns}
    box = {}
    for column in block.columns:
        if data.draw(st.integers(0, 3)) == 0:
            low = data.draw(st.integers(0, 2))
            box[column] = (low, data.draw(st.integers(low, 3)))
    inside = [
        point
        for point in points_of(block)
        if all(low <= point.get(column, 0) <= high for column, (low, high) in box.items())
    ]
    costs = [
        (block.cost * 2 * point.get(block.unit, 1) if block.unit else 0)
        - sum(price[column] * many for column, many in point.items())
        for point in inside
    ]
    found = block.least(price, box, 2)
    exact = all(one.counted is None or not set(one.columns) & box.keys() for one in block.claims)
    if found is None:
        assert not costs
    elif costs:
        assert found <= min(costs)
        claimed = not any(one.counted for one in block.claims)
        assert not (exact and claimed) or found == min(costs)


@given(st.data())
def test_blocks_in_arrays_cost_what_they_cost_one_by_one(data: st.DataObject) -> None:
    toy = data.draw(toys())
    columns = list(toy.layout.number)
    if not columns:
        return
    price = {column: data.draw(st.integers(-5, 8)) for column in columns}
    prices = toy.layout.prices([(1, toy.layout.terms(price))], {})
    worths, touched = toy.layout.worths(prices, 2), toy.layout.touched(prices)
    for place, block in enumerate(toy.layout.blocks):
        one = replace(block, low=1, high=1)
        assert int(worths[place]) == one.least(price, {}, 2)
        assert bool(touched[place]) == any(price[column] for column in block.columns)
