"""Has every code a sentence in both languages, with the same placeholders, all of them fields of its reason?"""

from __future__ import annotations

import ast
import re
from dataclasses import fields

import pytest

from recommender.explanation import fails, reasons, verdicts, whys
from recommender.explanation.reasons import Reason
from recommender.explanation.render import MissingText, label, message, render
from recommender.explanation.texts import TEXTS
from recommender.explanation.words import LANGUAGES, Named, listed
from recommender.planning.not_counted import LIMIT_REASONS
from recommender.planning.plan import Standing, Status
from recommender.rules.registry import LIMIT_KINDS, REQUIREMENT_KINDS
from recommender.vocabulary import Assurance, ItemKind
from tests.suites import ROOT

KEYS = sorted(TEXTS["zh"])
CLOSED = (
    "status",
    "proof",
    "standing",
    "requirement_status",
    "assurance",
    "kind",
    "why",
    "season",
    "objective",
    "fact",
    "each",
    "choice",
)
DROPPED = (
    "failed",
    "withdrawn",
    "corrected",
    "revoked",
    "suspended",
    "expired",
    "below_pass",
    "duplicate",
    "consent",
    "reversed",
    "unreadable",
)
CLASSES = {
    cls.code: cls
    for module in (reasons, whys, fails, verdicts)
    for cls in vars(module).values()
    if isinstance(cls, type) and issubclass(cls, Reason)
}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def literals(name: str, argument: int) -> set[str]:
    """Texts written as that argument of calls of `name` anywhere in planning."""
    found = set()
    for file in sorted((ROOT / "recommender" / "planning").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name):
                continue
            value = node.args[argument] if len(node.args) > argument else None
            if isinstance(value, ast.Constant):
                found.add(str(value.value))
    return found


def test_both_languages_have_the_same_keys() -> None:
    assert set(TEXTS["zh"]) == set(TEXTS["en"])


@pytest.mark.parametrize("key", KEYS)
def test_placeholders_agree_and_are_fields(key: str) -> None:
    zh, en = TEXTS["zh"][key], TEXTS["en"][key]
    assert placeholders(zh) == placeholders(en)
    head = key.split(".")[0]
    if head not in CLOSED:
        allowed = {field.name for field in fields(CLASSES[head])}
        assert placeholders(zh) <= allowed
    assert zh.strip() == zh
    assert en.strip() == en


@pytest.mark.parametrize("key", [key for key in KEYS if key.split(".")[0] not in {*CLOSED, "words"}])
def test_sentences_end_as_sentences(key: str) -> None:
    assert TEXTS["zh"][key].endswith("。")
    assert TEXTS["en"][key].endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_planner_has_a_text(language: str) -> None:
    wanted = {f"cause.{code}" for code in literals("Cause", 0)}
    wanted |= {f"assumption.{code}" for code in literals("Assumption", 0)}
    wanted |= {f"not_counted.{code}" for code in literals("NotCounted", 3)}
    wanted |= {f"not_counted.{code}" for code in DROPPED}
    assert len(wanted) > 20
    assert sorted(key for key in wanted if key not in TEXTS[language]) == []  # type: ignore[index]


def test_reasons_returned_by_helpers_of_the_planner_have_a_text() -> None:
    source = "".join(
        (ROOT / "recommender" / "planning" / name).read_text(encoding="utf-8")
        for name in ("not_counted.py", "holdings.py")
    )
    codes = set(re.findall(r'return "([a-z_]+)", ', source))
    assert {"no_place", "surplus"} <= codes
    codes.update(LIMIT_REASONS.values())
    assert [code for code in codes if f"not_counted.{code}" not in TEXTS["zh"]] == []


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("status", Status),
        ("standing", Standing),
        ("assurance", Assurance),
        ("kind", ItemKind),
        ("requirement_status", ("met", "met_if_granted", "met_by_plan", "partly", "open", "not_asked")),
        ("proof", ("certified", "solver", "none")),
        ("why", ("new", "in_progress", "pinned")),
    ],
)
def test_every_code_of_a_closed_list_has_a_name(group: str, codes: list[str]) -> None:
    for language in LANGUAGES:
        assert all(label(group, str(code), language, strict=True) for code in codes)


def test_every_requirement_and_limit_kind_has_words() -> None:
    for kind in (*REQUIREMENT_KINDS, *LIMIT_KINDS):
        assert any(key.startswith(f"words.{kind}") for key in KEYS), kind


def test_an_unknown_code_is_shown_as_itself_and_raises_in_strict_mode() -> None:
    odd = reasons.CausedBy(cause="tomorrow", about=Named("x", "x", "x"))
    assert render(odd, "zh") == "cause.tomorrow"
    assert label("status", "tomorrow", "en") == "tomorrow"
    with pytest.raises(MissingText, match=r"cause\.tomorrow"):
        render(odd, "zh", strict=True)
    assert message("nothing", "zh") is None


def test_solver_proof_is_never_called_certified() -> None:
    assert TEXTS["zh"]["proof.solver"] == "求解器判定最短"
    assert TEXTS["en"]["proof.solver"] == "Shortest, on the solver's word"
    assert "已证明" not in TEXTS["zh"]["proof.solver"]


def test_lists_are_cut_and_say_so() -> None:
    names = [str(number) for number in range(9)]
    assert listed(names, "zh") == "0、1、2、3、4、5等 9 项"
    assert listed(names, "en") == "0, 1, 2, 3, 4, 5 and 3 more"
    assert listed(names[:2], "en", "or") == "0 or 1"
    assert listed([], "zh") == ""


def test_every_text_belongs_to_a_reason_or_a_closed_list() -> None:
    assert {key.split(".")[0] for key in KEYS} <= {*CLOSED, *CLASSES}
