"""What does a condition of a requirement say, in words?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation import names
from recommender.explanation.words import Language, Named, listed, say
from recommender.rules.average import points_text
from recommender.rules.conditions import (
    Averaged,
    Awarded,
    Chose,
    Condition,
    EnrolledIn,
    Entered,
    Every,
    Holds,
    Not,
    Some,
)
from recommender.rules.registry import walk
from recommender.rules.sets import ItemSet
from recommender.vocabulary import QualificationId


def describe_award(award: Awarded, catalogue: Catalogue) -> Named:
    """An award asked for, as a phrase."""
    if award.award is not None:
        return names.phrase(
            award.award, f"任一 {award.award} 资格", f"any qualification of kind {award.award}"
        )
    return _either(_qualification(catalogue, one) for one in sorted(award.qualifications))


def describe_condition(
    condition: Condition,
    catalogue: Catalogue,
    version: Qualification | None,
    describe_set: Callable[[ItemSet], Named],
) -> Named:
    """A condition as a clause that follows `if`."""
    match condition:
        case Holds(items):
            of = _either(names.item(catalogue, one) for one in sorted(items))
            return names.phrase("holds", f"已修得{of.zh}", f"{of.en} is held")
        case Chose(node):
            of = _either([_part(node, version)])
            return names.phrase("chose", f"选择完成{of.zh}", f"{of.en} is the choice")
        case Entered(day, before):
            zh, en = say(day, "zh"), say(day, "en")
            if before:
                return names.phrase("entered", f"在 {zh}之前入学", f"enrolled before {en}")
            return names.phrase("entered", f"在 {zh}或以后入学", f"enrolled on {en} or later")
        case EnrolledIn(qualifications):
            of = _either(_qualification(catalogue, one) for one in sorted(qualifications))
            return names.phrase("enrolled", f"在读{of.zh}", f"enrolled on {of.en}")
        case Awarded():
            of = describe_award(condition, catalogue)
            return names.phrase("awarded", f"已获得{of.zh}", f"awarded {of.en}")
        case Averaged(least, scale, of):
            what = None if of is None else describe_set(of)
            zh, en = (what.zh, what.en) if what else ("已有学习成果", "the results so far")
            points = points_text(least)
            return names.phrase(
                "average",
                f"{zh}的平均绩点至少 {points}（{scale}）",
                f"{en} average at least {points} ({scale})",
            )
        case Every(parts) | Some(parts):
            said = [describe_condition(part, catalogue, version, describe_set) for part in parts]
            return _joined(condition, parts, said)
        case Not(part):
            of = describe_condition(part, catalogue, version, describe_set)
            return names.phrase("not", f"并非（{of.zh}）", f"not ({of.en})")


def _joined(condition: Condition, parts: Sequence[Condition], said: Sequence[Named]) -> Named:
    """Parts that are joined themselves stand in brackets."""
    zh, en = ("且", " and ") if isinstance(condition, Every) else ("或", " or ")
    kept = [
        names.phrase("part", f"（{one.zh}）", f"({one.en})") if isinstance(part, Every | Some) else one
        for part, one in zip(parts, said, strict=True)
    ]
    return names.phrase("joined", zh.join(one.zh for one in kept), en.join(one.en for one in kept))


def _part(node: str, version: Qualification | None) -> Named:
    found = next((one for one in walk(version.requirement) if one.id == node), None) if version else None
    return names.titled(node, found.titles if found else {})


def _qualification(catalogue: Catalogue, key: str) -> Named:
    """A qualification by the title of its newest version."""
    versions = catalogue.qualifications.get(QualificationId(key), ())
    return names.titled(key, versions[-1].titles if versions else {})


def _either(things: Iterable[Named]) -> Named:
    known = list(things)
    return names.phrase("either", _listed(known, "zh"), _listed(known, "en"))


def _listed(things: list[Named], language: Language) -> str:
    return listed([say(one, language) for one in things], language, "or")
