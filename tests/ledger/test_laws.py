"""Laws of the fold: order and number of deliveries do not show, and nothing later changes a past record (C1, C3)."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.ledger import fold
from recommender.ledger.facts import visible
from recommender.ledger.history import history_of
from tests.counts import worlds
from tests.ledger.pen import ANN, BO, Pen, day, sealed
from tests.ledger.strategies import accounts

days = st.integers(0, 30).map(day)


@given(accounts(), days, st.randoms(use_true_random=False), st.integers(0, 5))
def test_any_order_and_number_of_deliveries_gives_the_same_record(
    pen: Pen, as_of: date, chance: random.Random, doubled: int
) -> None:
    entries = pen.entries()
    delivered = entries + chance.choices(entries, k=doubled)
    chance.shuffle(delivered)
    assert fold(ANN, delivered, as_of, "1") == fold(ANN, entries, as_of, "1")


@settings(max_examples=worlds(20))
@given(accounts(most=3), days)
def test_every_prefix_in_every_order_with_every_repetition_gives_its_one_record(
    pen: Pen, as_of: date
) -> None:
    entries = pen.entries()
    for end in range(1, len(entries) + 1):
        prefix = entries[:end]
        record = fold(ANN, prefix, as_of, "1")
        for doubled in [[], *([one] for one in prefix)]:
            for delivered in permutations([*prefix, *doubled]):
                assert fold(ANN, delivered, as_of, "1") == record


@given(accounts(), accounts(most=5), days)
def test_what_is_dated_after_the_day_changes_nothing(pen: Pen, later: Pen, as_of: date) -> None:
    now = pen.record(as_of)
    for new in later.new[1:]:
        if not any(
            name in new.payload for name in ("result", "sources", "registration", "recognition", "award")
        ):
            pen.write(new.type, date(2026, 1, 1), **new.payload)
    pen.write("account.merged", date(2026, 1, 2), into="demo/bo")
    assert pen.record(as_of) == now
    assert pen.record(as_of).digest() == now.digest()


@given(accounts(), days)
def test_every_deposit_is_either_standing_or_dropped_and_nothing_is_both(pen: Pen, as_of: date) -> None:
    record = pen.record(as_of)
    told = [n.id for n in pen.new if n.on <= as_of and n.type in {"result.deposited", "result.corrected"}]
    gone = [one.entry for one in record.dropped if one.reason in {"corrected", "revoked", "suspended"}]
    assert Counter([one.entry for one in record.results] + gone) == Counter(told)


@given(accounts(), days)
def test_every_list_is_in_canonical_order(pen: Pen, as_of: date) -> None:
    record = pen.record(as_of)
    for keys in (
        [(one.completed, one.entry) for one in record.results],
        [(one.since, one.entry) for one in record.in_progress],
        [(one.decided, one.entry) for one in record.granted],
        [(one.on, one.entry) for one in record.applied],
        [(one.on, one.entry) for one in record.refused],
        [(one.since, one.entry) for one in record.enrolments],
        [(one.on, one.entry) for one in record.awards],
    ):
        assert keys == sorted(keys)


@given(accounts(), days)
def test_the_history_is_that_of_the_record(pen: Pen, as_of: date) -> None:
    record = pen.record(as_of)
    history = history_of(ANN, visible(ANN, pen.entries(), as_of))
    if not record.results or not record.personalised:
        assert history is None
    else:
        assert history is not None
        assert history.items == record.history()
        assert list(history.days) == sorted(one.completed.toordinal() for one in record.results)


@given(accounts(most=6), st.integers(0, 100))
def test_the_digest_of_a_record_knows_neither_learner_nor_position(pen: Pen, position: int) -> None:
    same = sealed(replace(new, account=BO) for new in pen.new)
    one = fold(ANN, pen.entries(), day(30), "1")
    two = fold(BO, same, day(30), str(position))
    assert one.learner != two.learner
    assert one.digest() == two.digest()
