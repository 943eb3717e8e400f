"""How is a prerequisite, an entry condition or who may take an item said in words (A1, A8, B17)?"""

from __future__ import annotations

from collections.abc import Iterable

from recommender.catalogue.objects import Catalogue
from recommender.explanation import names
from recommender.explanation.reasons import EntryState
from recommender.explanation.requirements import describe_set
from recommender.explanation.words import Named, listed, say
from recommender.planning.entry import EntryCondition
from recommender.rules.conditions import Awarded, EnrolledIn
from recommender.rules.learner import EnrolledAt, EnteredBefore, Stated
from recommender.rules.prerequisite import Completed, Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.sets import EVERYTHING
from recommender.vocabulary import QualificationId, format_units


def explain_entry(one: EntryCondition, catalogue: Catalogue) -> EntryState:
    """An entry condition, and whether it is met."""
    return EntryState(about=describe_asked(one.condition, catalogue), state=one.state)


def describe_asked(rule: Prerequisite, catalogue: Catalogue) -> Named:
    """What has to be so, as a phrase."""
    match rule:
        case Passed(item, grade):
            title = names.item(catalogue, item)
            floor = (
                ("", "")
                if grade is None
                else (f"（{say(grade, 'zh')} 以上）", f" with {say(grade, 'en')} or more")
            )
            return names.phrase(item, f"通过「{title.zh}」{floor[0]}", f"“{title.en}” passed{floor[1]}")
        case Completed(units, of):
            credits = format_units(units)
            if of == EVERYTHING:
                return names.phrase("credits", f"修满 {credits} 学分", f"{credits} credits completed")
            held = describe_set(of, catalogue)
            return names.phrase(
                "credits", f"从{held.zh}中修满 {credits} 学分", f"{credits} credits from {held.en} completed"
            )
        case Every(parts):
            return _joined((describe_asked(part, catalogue) for part in parts), "，且", " and ")
        case Either(parts):
            return _joined((describe_asked(part, catalogue) for part in parts), "，或", " or ")
        case Unknown(text):
            return names.plain(text)
        case EnrolledIn(qualifications):
            on = _either(_qualification(catalogue, key) for key in sorted(qualifications))
            return names.phrase("enrolled_in", f"在读{on.zh}", f"enrolled on {on.en}")
        case EnrolledAt(institutions):
            at = _either(names.institution(catalogue, key) for key in sorted(institutions))
            return names.phrase("enrolled_at", f"{at.zh}在读", f"enrolled at {at.en}")
        case Awarded(qualifications, kind):
            some = [_qualification(catalogue, key) for key in sorted(qualifications)]
            award = _either([*some, *([names.plain(kind)] if kind else [])])
            return names.phrase("holds_award", f"已获{award.zh}", f"holding {award.en}")
        case EnteredBefore(day):
            return names.phrase(
                "entered_before", f"{say(day, 'zh')}之前入学", f"entered before {say(day, 'en')}"
            )
        case Stated(name, least):
            words = names.coded("fact", name)
            floor = ("", "") if least is None else (f"至少 {least}", f" of at least {least}")
            return names.phrase(name, f"{words.zh}{floor[0]}", f"{words.en}{floor[1]}")


def _qualification(catalogue: Catalogue, key: QualificationId) -> Named:
    versions = catalogue.qualifications.get(key, ())
    title = names.titled(key, versions[-1].titles if versions else {})
    return names.phrase(key, f"「{title.zh}」", f"“{title.en}”")


def _either(things: Iterable[Named]) -> Named:
    known = list(things)
    zh, en = listed([one.zh for one in known], "zh", "or"), listed([one.en for one in known], "en", "or")
    return names.phrase("either", zh, en)


def _joined(parts: Iterable[Named], zh: str, en: str) -> Named:
    known = list(parts)
    return names.phrase("all", zh.join(one.zh for one in known), en.join(one.en for one in known))
