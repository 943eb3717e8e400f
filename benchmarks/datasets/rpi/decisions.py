"""How does each published transfer decision become a recognition rule of the right kind (A3)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.datasets.findings import Import
from benchmarks.datasets.rpi.names import HOME, local_id, names_subject_only, subject_and_level
from benchmarks.datasets.rpi.sending import add_sending
from recommender.interchange.native import Json, Native, amount, item_id
from recommender.interchange.source import table
from recommender.vocabulary import format_units

FILE = "equivalences.csv"
KINDS = ("course", "subject-elective", "mixed", "not-transferable", "other")
NOT_STATED = "a second output, which the decision counts, is not named by the source"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row; `sources` are native ids, each once."""

    id: str
    row: int
    institution: str
    sources: tuple[str, ...]
    titles: tuple[str, ...]
    credits: Fraction | None
    """Of all sources together."""
    targets: tuple[str, ...]
    target_credits: str
    kind: str
    outputs: int
    """How many outputs the decision counts."""


def read_decisions(source: Path, native: Native, done: Import) -> None:
    """Write the sending courses as items, and a rule for every decision."""
    decisions = list(_rows(source / FILE, done))
    _targets_outside(decisions, native, done)
    add_sending(decisions, native, done)
    _same_sources(decisions, done)
    for one in decisions:
        if one.kind not in KINDS:
            done.odd("decision_kind_unknown", one.id, f"left out: {one.kind!r}", FILE, one.row)
            done.kept["decisions left out"] += 1
            continue
        native.rules.append(_rule(one, native, done))
        done.kept[f"decisions: {one.kind}"] += 1
        if len(one.sources) > 1:
            done.kept["decisions with two or more sources together"] += 1


def _rows(file: Path, done: Import) -> Iterator[Decision]:
    for number, row in table(file):
        texts = [text.strip() for text in row["from_items"].split(" | ")]
        sources = [item_id(row["from_institution"], text) for text in texts]
        once = dict(zip(sources, texts, strict=True))
        if len(once) < len(sources):
            done.odd("source_named_twice", row["rule_id"], row["from_items"], FILE, number)
        yield Decision(
            row["rule_id"],
            number,
            row["from_institution"],
            tuple(once),
            tuple(once.values()),
            Fraction(row["from_credits"]) if row["from_credits"] else None,
            tuple(target for target in row["to_courses"].split("|") if target),
            row["to_credits"],
            row["kind"],
            int(row["n_to"]),
        )


def _targets_outside(decisions: list[Decision], native: Native, done: Import) -> None:
    """Courses that only decisions name: items that nobody can study any more, with the credit that decisions state."""
    stated: dict[str, str] = {}
    for one in decisions:
        outside = [t for t in one.targets if local_id(t) not in native.items and not _elective(t, native)]
        if outside and one.kind not in ("subject-elective", "not-transferable"):
            kind = "target_outside_catalogue" + ("" if one.kind == "course" else "_mixed")
            done.odd(kind, one.id, ", ".join(outside), FILE, one.row)
            stated.update(dict.fromkeys((t for t in outside if t not in stated), ""))
            if len(one.targets) == 1 and one.target_credits:
                stated[outside[0]] = amount(one.target_credits)
    for target, credits in stated.items():
        if not credits:
            done.odd("target_credit_unknown", target, "taken as 0", FILE)
        subject, level = subject_and_level(target) or ("", "")
        native.items[local_id(target)] = {
            "id": local_id(target),
            "kind": "course",
            "issuer": HOME,
            "title_en": target.split(":")[-1],
            "credits": credits or "0",
            "level": str(level),
            "subject": subject,
            "studyable": "false",
        }
    done.kept["courses that only decisions name"] = len(stated)


def _elective(target: str, native: Native) -> bool:
    """A subject at a level, such as STSO-4000, unless the catalogue has a course of that number."""
    return names_subject_only(target) and local_id(target) not in native.items


def _same_sources(decisions: list[Decision], done: Import) -> None:
    by_sources: dict[frozenset[str], list[Decision]] = defaultdict(list)
    for one in decisions:
        by_sources[frozenset(one.sources)].append(one)
    for several in by_sources.values():
        refused = [one.kind == "not-transferable" for one in several]
        if len(several) > 1:
            kind = "accepted_and_refused" if any(refused) and not all(refused) else "several_decisions"
            done.odd(kind, " ".join(one.id for one in several), several[0].sources[0], FILE, several[-1].row)


def _rule(one: Decision, native: Native, done: Import) -> Json:
    rule: Json = {
        "id": f"{HOME}/{one.id}",
        "recogniser": HOME,
        "sources": [{"item": item} for item in one.sources],
    }
    if one.kind == "not-transferable":
        return {**rule, "refusal": True}
    if one.kind == "other":
        # Not understood in full, so not for plans unless a caller allows recommendations (A6).
        done.odd("decision_in_part", one.id, NOT_STATED, FILE, one.row)
        rule |= {"assurance": "recommendation", "note": NOT_STATED}
    named = [t for t in one.targets if not _elective(t, native)]
    subjects = [t for t in one.targets if _elective(t, native)]
    outputs: list[Json] = [{"type": "credit", "item": local_id(target)} for target in named]
    rest = _rest(one, named, native, done) if named and subjects else None
    if subjects and not named and len(one.sources) > 1:
        rest = one.credits  # the sum is published, the shares of its parts are not
    outputs += [_subject(target, rest, len(subjects)) for target in subjects]
    return {**rule, "outputs": outputs}


def _subject(target: str, rest: Fraction | None, share: int) -> Json:
    subject, level = subject_and_level(target) or ("", 0)
    output: Json = {"type": "elective", "subject": subject, "level": level}
    if rest is not None:
        output["credits"] = format_units(int(rest * 600 / share))
    return output


def _rest(one: Decision, named: list[str], native: Native, done: Import) -> Fraction:
    """Elective credit beside a named course: what is left of the sending value, so that no credit is created."""
    given = sum((_credit(native.items[local_id(target)]) for target in named), Fraction())
    rest = max(Fraction(), (one.credits or Fraction()) - given)
    detail = f"the sending value {one.credits} less {given} for the named courses"
    done.odd("elective_credit_by_remainder", one.id, detail, FILE, one.row)
    return rest


def _credit(item: Mapping[str, str]) -> Fraction:
    return Fraction(item.get("credits_most") or item["credits"])
