"""The use cases over the graph: what is around an item, and what does a record already yield?"""

from __future__ import annotations

from collections.abc import Iterable

from recommender.catalogue import Catalogue
from recommender.graph import SourceUsed, Yield, neighbourhood, yields
from recommender.ledger.record import Record
from recommender.recommend import view
from recommender.recommend.bank import Bank
from recommender.recommend.view import Json
from recommender.rules.outputs import PLAIN
from recommender.rules.recognition import CreditOutput, ExemptionOutput, Output, PrerequisiteOutput
from recommender.vocabulary import DEFAULT_ASSURANCE, Assurance, ItemId, QualificationId, RuleId, format_units


def neighbourhood_for(bank: Bank, item: str, depth: int = 1) -> Json:
    """The rules, prerequisites and requirements around an item, with titles; AND and OR are told by the gates.

    Raises:
        NotFound: an unknown item.
    """
    found = neighbourhood(bank.graph, ItemId(item), depth).as_json()
    for node in found["nodes"]:
        node["title"] = _title(bank.catalogue, node["kind"], node["id"])
    return found


def _title(catalogue: Catalogue, kind: str, key: str) -> Json:
    if kind == "item":
        return view.item_title(catalogue, key)
    if kind == "rule":
        return view.filled(catalogue.rules[RuleId(key)].titles, key)
    if kind == "clause":
        return {"zh": "", "en": ""}
    return _place_title(catalogue, *key.partition("#")[::2])


def _place_title(catalogue: Catalogue, version: str, place: str) -> Json:
    """A qualification version, or one of its requirements."""
    name, _, year = version.rpartition("@")
    found = next(v for v in catalogue.qualifications[QualificationId(name)] if v.year == year)
    if not place:
        return view.filled(found.titles, version)
    return view.place_titles_of(found).get(place) or view.filled({}, place)


def yields_for(bank: Bank, record: Record, assurance: frozenset[Assurance] = DEFAULT_ASSURANCE) -> list[Json]:
    """What the record already yields on its day: every recognition that could be applied for, with its derivation."""
    return [_yield(bank.catalogue, one) for one in yields(bank.graph, record, record.as_of, assurance)]


def _yield(catalogue: Catalogue, one: Yield) -> Json:
    rule = catalogue.rules[one.rule]
    last = one.applied_within.end
    return {
        "rule": one.rule,
        "version": one.version,
        "assurance": rule.assurance.value,
        "agreement": rule.agreement,
        "recogniser": rule.recogniser,
        "recogniser_title": view.institution_title(catalogue, rule.recogniser),
        "need": one.need,
        "sources": _sources(catalogue, one.sources),
        "spare": _sources(catalogue, one.spare),
        "outputs": [_output(catalogue, output) for output in one.outputs],
        "pending": one.pending,
        "applied_until": last.isoformat() if last else None,
    }


def _sources(catalogue: Catalogue, found: Iterable[SourceUsed]) -> list[Json]:
    return [
        {
            "entry": source.entry,
            "item": source.item,
            "title": view.item_title(catalogue, source.item),
            "completed": source.completed.isoformat(),
            "grade": view.grade(source.grade) if source.grade else None,
            "min_grade": view.grade(source.min_grade) if source.min_grade else None,
        }
        for source in found
    ]


def _output(catalogue: Catalogue, output: Output) -> Json:
    """What it gives; credit None where it is that of its sources."""
    if isinstance(output, ExemptionOutput | PrerequisiteOutput):
        return {"item": output.item, "title": view.item_title(catalogue, output.item), "credits": "0"}
    if isinstance(output, CreditOutput):
        item = catalogue.items.get(output.item)
        own = output.units is None and output.amount == PLAIN and item is not None
        units = item.units_most if own and item else output.units
        title = view.item_title(catalogue, output.item)
        return {
            "item": output.item,
            "title": title,
            "credits": None if units is None else format_units(units),
        }
    title = view.filled(output.titles, "") if output.titles else {"zh": "选修学分", "en": "Elective credit"}
    return {
        "item": None,
        "title": title,
        "credits": None if output.units is None else format_units(output.units),
    }
