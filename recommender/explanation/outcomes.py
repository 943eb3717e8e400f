"""Why does something held not count, what was assumed, why is there no plan, and what is to be applied for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation import names
from recommender.explanation.reasons import (
    ApplicationFee,
    ApplicationState,
    ApplyFor,
    ApplyUntil,
    Assumed,
    CausedBy,
    Citation,
    NotCountedBecause,
    Reason,
    WaivedBy,
)
from recommender.explanation.render import render
from recommender.explanation.requirements import explain_limit, explain_requirement
from recommender.explanation.words import Named
from recommender.planning.not_counted import LIMIT_REASONS
from recommender.planning.plan import Application, Assumption, Cause, NotCounted, Plan
from recommender.rules.recognition import Recognition
from recommender.rules.waiver import Waiver
from recommender.vocabulary import QualificationId, RuleId, format_units

_ABOUT_RULES = {"open_rule_end", "unread_rule"}
_ABOUT_IDS = {
    "average_needed",
    "unread_requirement",
    "unread_limit",
    "unknown_objective",
    "limit_reached",
    "cancelled",
    "time_limit",
    "no_schedule",
    "load",
    "horizon",
    "institutions",
    "modes",
    "regions",
    "languages",
    "by",
    "earliest",
    "at_most_fee",
    "at_most_fit",
    "at_most_length",
    "at_most_terms",
}
_ABOUT_GOALS = {"deadline", "no_award_day", "repeats_differ", "scheme_unconvertible", "version_closed"}


def explain_not_counted(
    one: NotCounted, catalogue: Catalogue, goals: Iterable[str] = (), items: Mapping[str, str] | None = None
) -> NotCountedBecause:
    """Why a held result counts nothing.

    Args:
        one: What the planner or the audit found.
        catalogue: For titles, rules and limits.
        goals: Keys `id@year` of the answer's goals, to find the limit that a reason names.
        items: The item of each held key, to name the other result that a reason is about.
    """
    rules = [names.cite_rule(catalogue, RuleId(one.detail))] if one.detail in catalogue.rules else []
    detail = _detail(one, catalogue, goals, items or {})
    return NotCountedBecause(
        reason=one.reason,
        item=names.item(catalogue, one.item),
        issuer=names.issuer_of(catalogue, one.item),
        detail=detail,
        cites=(*names.cite_key(one.key), *rules),
    )


def _detail(
    one: NotCounted, catalogue: Catalogue, goals: Iterable[str], items: Mapping[str, str]
) -> Named | None:
    if not one.detail:
        return None
    if one.reason in LIMIT_REASONS.values():
        return _limit(catalogue, goals, one.detail)
    if one.reason in {"excluded", "lineage"}:
        other = items.get(one.detail) or items.get(f"held:{one.detail}") or one.detail.removeprefix("new:")
        return names.item(catalogue, other) if other in catalogue.items else None
    if one.reason == "other_scheme":
        scheme = catalogue.schemes.get(one.detail)
        return names.titled(one.detail, scheme.titles if scheme else {}, quoted=False)
    if one.reason == "taken_away":
        return names.item(catalogue, one.detail)
    if one.reason == "repeat":  # of one item that may be repeated, or of another attempt, which has no name
        return names.item(catalogue, one.detail) if one.detail in catalogue.items else None
    if one.reason == "remainder":
        return names.phrase(
            one.detail,
            f"{format_units(one.units)} 学分（规则 {one.detail}）",
            f"{format_units(one.units)} credits (rule {one.detail})",
        )
    if one.reason == "used_by_award":
        return _qualification(catalogue, one.detail)
    if one.reason in {"not_accepted", "used_by_recognition"}:
        return names.plain(one.detail)
    return None


def _qualification(catalogue: Catalogue, key: str) -> Named:
    """A qualification by the title of its latest version; what the catalogue lacks by its id."""
    versions = catalogue.qualifications.get(QualificationId(key), ())
    return names.titled(key, versions[-1].titles if versions else {})


def _limit(catalogue: Catalogue, goals: Iterable[str], limit: str) -> Named:
    found = names.find_limit(catalogue, goals, limit)
    if found is None:
        return names.plain(limit)
    words = explain_limit(found[0], catalogue, found[1])
    return names.phrase(limit, render(words, "zh"), render(words, "en"))


def explain_assumption(one: Assumption, catalogue: Catalogue) -> Assumed:
    """What an answer takes to hold."""
    if one.code == "proposed_waiver":
        about = names.requirement(catalogue, one.detail, one.about)
        cite = names.cite_requirement(catalogue, one.detail, one.about)
        return Assumed(assumption=one.code, about=about, cites=(cite,))
    if one.code in _ABOUT_RULES:
        about, cite = names.plain(one.about), names.cite_rule(catalogue, RuleId(one.about))
    else:
        about, cite = names.item(catalogue, one.about), names.cite_item(catalogue, one.about)
    return Assumed(assumption=one.code, about=about, detail=one.detail, cites=(cite,))


def explain_waiver(one: Waiver, effect: str, version: Qualification, catalogue: Catalogue) -> WaivedBy:
    """What was waived or substituted, by whom, when and why."""
    limit = next((limit for limit in version.limits if limit.id == one.requirement), None)
    about = (
        _limit(catalogue, (version.key,), one.requirement)
        if limit is not None
        else names.requirement(catalogue, version.key, one.requirement)
    )
    return WaivedBy(
        about=about,
        by=one.by,
        why=one.why,
        on=one.on,
        effect=effect,
        item=names.item(catalogue, one.item) if one.item is not None else None,
        replaces=names.item(catalogue, one.replaces) if one.replaces is not None else None,
        cites=(
            Citation("entry", one.entry),
            names.cite_requirement(catalogue, version.key, one.requirement),
        ),
    )


def explain_cause(one: Cause, catalogue: Catalogue) -> CausedBy:
    """Why there is no plan; the detail of a conflict is the goal's key, and names no reason of its own."""
    if one.code == "conflict_limit":
        about = _limit(catalogue, (one.detail,), one.about)
        return CausedBy(cause=one.code, about=about, cites=(_cite(catalogue, one),))
    if one.code == "conflict_requirement":
        return CausedBy(cause=one.code, about=_requirement(catalogue, one), cites=(_cite(catalogue, one),))
    if one.code in {"conflict_rule", "unsupported"}:
        cite = names.cite_rule(catalogue, RuleId(one.about))
        detail = one.detail if one.code == "unsupported" else ""
        return CausedBy(cause=one.code, about=names.plain(one.about), detail=detail, cites=(cite,))
    if one.code == "unknown_award_use":
        return CausedBy(cause=one.code, about=_qualification(catalogue, one.about))
    if one.code in _ABOUT_GOALS:
        return CausedBy(cause=one.code, about=names.goal_name(catalogue, one.about), detail=one.detail)
    if one.code in _ABOUT_IDS:
        return CausedBy(cause=one.code, about=names.plain(one.about), detail=one.detail)
    cite = names.cite_item(catalogue, one.about)
    return CausedBy(cause=one.code, about=names.item(catalogue, one.about), detail=one.detail, cites=(cite,))


def _cite(catalogue: Catalogue, one: Cause) -> Citation:
    return names.cite_requirement(catalogue, one.detail, one.about)


def _requirement(catalogue: Catalogue, one: Cause) -> Named:
    """The title with what it asks for."""
    title = names.requirement(catalogue, one.detail, one.about)
    node = names.find_requirement(catalogue, one.detail, one.about)
    if node is None:
        return title
    version = names.qualification_version(catalogue, one.detail)
    words = explain_requirement(node, catalogue, version)
    return names.phrase(
        one.about,
        f"「{title.zh}」（{render(words, 'zh')}）",
        f"“{title.en}” ({render(words, 'en')})",
    )


def explain_application(
    one: Application, catalogue: Catalogue, plan: Plan | None = None, items: Mapping[str, str] | None = None
) -> tuple[Reason, ...]:
    """What to hand in where, under which rule, and when.

    Args:
        one: The recognition to apply for.
        catalogue: For titles and the rule.
        plan: For the term that the application waits for.
        items: The item of each held key (`held:ENTRY`).
    """
    rule = catalogue.rules[one.rule]
    cite = names.cite_rule(catalogue, rule.id)
    known = items or {}
    apply = ApplyFor(
        recogniser=names.institution(catalogue, rule.recogniser),
        sources=tuple(names.item(catalogue, names.item_of_key(catalogue, key, known)) for key in one.sources),
        outputs=tuple(names.output(catalogue, rule, number) for number in _given(one, rule)),
        rule=rule.id,
        version=cite.version,
        assurance=names.coded("assurance", rule.assurance.value),
        cites=(cite, *(entry for key in one.sources for entry in names.cite_key(key))),
    )
    return (apply, *_when(one, plan), *_until(one, catalogue), *_fee(one))


def _fee(one: Application) -> Iterator[Reason]:
    if one.fee:
        yield ApplicationFee(amount=f"{one.fee // 100}.{one.fee % 100:02d}")


def _given(one: Application, rule: Recognition) -> list[int]:
    """What is counted of it; where nothing is (it opens study), all that it gives."""
    counted = [int(key.rpartition("#")[2]) for key in one.outputs]
    return counted or [number for number, _ in rule.given(one.option)]


def _when(one: Application, plan: Plan | None) -> Iterator[Reason]:
    if one.pending:
        yield ApplicationState(state="pending")
    elif one.after_term is None:
        yield ApplicationState(state="now")
    elif plan is not None:
        yield ApplicationState(state="after", term=names.term(plan.terms[one.after_term]))


def _until(one: Application, catalogue: Catalogue) -> Iterator[Reason]:
    end = catalogue.rules[one.rule].applied_within.end
    if end is not None and not one.pending:
        yield ApplyUntil(last=end - timedelta(days=1), cites=(names.cite_rule(catalogue, one.rule),))
