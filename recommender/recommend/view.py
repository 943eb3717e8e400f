"""How do catalogue, plan and record objects become plain data with stable keys?

Credits are decimal strings, dates ISO texts, titles texts by language; everything is listed in a canonical order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recommender.catalogue import Catalogue, Qualification
from recommender.explanation import names
from recommender.planning.plan import Application, ClaimRow, Level, Plan, TermPlan, Ties
from recommender.planning.standing import Amount, LimitStatus, RequirementStatus
from recommender.rules.claims import FREE
from recommender.rules.outputs import ElectiveOutput, item_of
from recommender.rules.registry import walk
from recommender.vocabulary import Grade, InstitutionId, ItemId, RuleId, format_units

Json = dict[str, Any]

ELECTIVES = {"zh": "自由选修", "en": "Free electives"}


def item_title(catalogue: Catalogue, item: str | None) -> Json:
    """Titles of an item by language; the id itself where the catalogue has none."""
    known = catalogue.items.get(ItemId(item)) if item is not None else None
    if known is None:
        return {"zh": item or "", "en": item or ""}
    return filled(known.titles, str(known.id))


def filled(titles: Mapping[str, str], fallback: str) -> Json:
    """Titles in both languages: one stands in for the other, the id for both."""
    zh, en = titles.get("zh"), titles.get("en")
    return {"zh": zh or en or fallback, "en": en or zh or fallback}


def institution_title(catalogue: Catalogue, institution: str) -> Json:
    """Titles of an institution."""
    known = catalogue.institutions.get(InstitutionId(institution))
    return filled(known.titles if known else {}, institution)


def grade(value: Grade) -> Json:
    """A mark."""
    return {"scheme": value.scheme, "mark": value.mark}


def place_titles(catalogue: Catalogue, plan: Plan) -> dict[tuple[str, str], Json]:
    """Titles of every place of the goals, by (goal, requirement)."""
    found: dict[tuple[str, str], Json] = {}
    for goal in plan.goals:
        version = next(v for v in _versions(catalogue, goal.qualification) if v.year == goal.year)
        found |= {(goal.key, place): title for place, title in place_titles_of(version).items()}
    return found


def place_titles_of(version: Qualification) -> dict[str, Json]:
    """Titles of every place of a qualification version, free electives included."""
    nodes = walk(version.requirement)
    return {str(FREE): dict(ELECTIVES), **{str(node.id): filled(node.titles, node.id) for node in nodes}}


def _versions(catalogue: Catalogue, qualification: str) -> Any:
    return next((v for k, v in catalogue.qualifications.items() if k == qualification), ())


def claim(catalogue: Catalogue, row: ClaimRow) -> Json:
    """One claim."""
    return {
        "goal": row.goal,
        "requirement": row.place,
        "key": row.key,
        "item": row.item,
        "title": claim_title(catalogue, row),
        "credits": format_units(row.units),
        "standing": row.standing.value,
        "rule": row.rule,
        "kinds": [kind.value for kind in row.kinds],
    }


def claim_title(catalogue: Catalogue, row: ClaimRow) -> Json:
    """The item's title; of elective credit what its rule calls it."""
    if row.item is not None:
        return item_title(catalogue, row.item)
    if row.rule is not None and row.rule in catalogue.rules and row.key.startswith("out:"):
        output = catalogue.rules[row.rule].outputs[int(row.key.rsplit("#", 1)[1])]
        if isinstance(output, ElectiveOutput):
            subject = output.subject or ""
            return filled(output.titles, subject or str(row.rule))
    return {"zh": "选修学分", "en": "Elective credit"}


def application(catalogue: Catalogue, one: Application, sources: Mapping[str, str]) -> Json:
    """One recognition to apply for; `sources` gives the item of each held key."""
    rule = catalogue.rules[one.rule]
    end = rule.applied_within.end
    return {
        "rule": one.rule,
        "version": catalogue.version_of("rule", one.rule),
        "assurance": rule.assurance.value,
        "agreement": rule.agreement,
        "recogniser": rule.recogniser,
        "recogniser_title": institution_title(catalogue, rule.recogniser),
        "goal": one.goal,
        "sources": [_source(catalogue, key, sources) for key in one.sources],
        "outputs": [_output(catalogue, one.rule, key) for key in one.outputs],
        "standing": one.standing.value,
        "after_term": one.after_term,
        "pending": one.pending,
        "option": one.option,
        "fee": one.fee,
        "applied_until": end.isoformat() if end else None,
    }


def _source(catalogue: Catalogue, key: str, sources: Mapping[str, str]) -> Json:
    item = names.item_of_key(catalogue, key, sources)
    return {"key": key, "item": item, "title": item_title(catalogue, item)}


def _output(catalogue: Catalogue, rule: RuleId, key: str) -> Json:
    output = catalogue.rules[rule].outputs[int(key.rsplit("#", 1)[1])]
    item = item_of(output)
    titles = item_title(catalogue, item) if item else filled(getattr(output, "titles", {}), "")
    return {"key": key, "item": item, "title": titles}


def term(one: TermPlan) -> Json:
    """One term of the schedule."""
    return {
        "ordinal": one.ordinal,
        "label": one.label,
        "season": one.season,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "items": list(one.items),
        "load": format_units(one.units),
    }


def ties(found: Ties | None) -> Json | None:
    """How many choices are as good; text, since the number may be more than a JSON reader holds exactly."""
    return None if found is None else {"count": str(found.count), "exact": found.exact}


def level(one: Level) -> Json:
    """One objective level; credit amounts as decimal strings, everything else as whole numbers."""
    credit = one.unit == "credit"
    return {
        "objective": one.objective,
        "value": format_units(one.value) if credit else one.value,
        "lower_bound": format_units(one.lower_bound) if credit else one.lower_bound,
        "proof": one.proof,
        "unit": one.unit,
    }


def amount(value: Amount) -> Json:
    """Credit and pieces."""
    return {"credits": format_units(value.units), "count": value.count}


def requirement(catalogue: Catalogue, status: RequirementStatus) -> Json:
    """A requirement with what serves it, and those below it."""
    return {
        "id": status.node,
        "kind": status.kind,
        "title": filled(status.titles, status.node),
        "status": status.status,
        "need": amount(status.need),
        "granted": amount(status.granted),
        "available": amount(status.available),
        "study": amount(status.study),
        "items": [claim(catalogue, row) for row in status.claims],
        "children": [requirement(catalogue, child) for child in status.children],
    }


def limit(status: LimitStatus) -> Json:
    """A limit with what it looked at: pieces where it counts, else credit."""
    return {
        "id": status.limit,
        "kind": status.kind,
        "satisfied": status.satisfied,
        "have": status.have if status.counts else format_units(status.have),
        "bound": status.bound if status.counts else format_units(status.bound),
        "counts": status.counts,
    }
