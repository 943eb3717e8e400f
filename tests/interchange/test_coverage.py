"""Every clause has one fate, what nobody decided on is refused, and what blocks is named in the qualification."""

from __future__ import annotations

from recommender.interchange.coverage import FORGOTTEN, Coverage


def test_the_clauses_are_those_kept_and_those_refused() -> None:
    coverage = Coverage()
    kept, offer, limit = (coverage.clause("a/q", f"f:{number}", "a  clause") for number in range(3))
    coverage.keep(kept)
    coverage.refuse(offer, "an offer", blocks=False)
    coverage.refuse(limit, "a limit")
    coverage.close()
    answer = coverage.answer()
    assert answer["counts"] == {"clauses": 3, "kept": 1, "refused": 2, "refused_blocking": 1}
    assert answer["objects"] == {"whole": 0, "offers_left_out": 0, "refused": 1}
    assert [one["place"] for one in answer["refused"]] == ["f:1", "f:2"]
    assert coverage.unread("a/q") == [{"place": "f:2", "text": "a clause", "reason": "a limit"}]


def test_what_was_forgotten_is_refused_and_blocks() -> None:
    coverage = Coverage()
    coverage.clause("a/q", "f:1", "forgotten")
    assert coverage.unread("a/q")[0]["reason"] == FORGOTTEN
    coverage.close()
    assert [(one.fate, one.blocks) for one in coverage.clauses] == [("refused", True)]


def test_what_was_refused_is_not_kept_again_and_the_graver_refusal_stands() -> None:
    coverage = Coverage()
    one = coverage.clause("a/q", "f:1", "text")
    coverage.refuse(one, "an offer", blocks=False)
    coverage.refuse(one, "a limit")
    coverage.refuse(one, "an offer again", blocks=False)
    coverage.keep(one)
    assert [(c.fate, c.reason, c.blocks) for c in coverage.clauses] == [("refused", "a limit", True)]
