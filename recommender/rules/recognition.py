"""Rule kind `recognition`: which results give what at which institution, and to whom (A3-A7)?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from recommender.rules.fields import Fields, Json
from recommender.rules.outputs import (
    CreditOutput,
    ElectiveOutput,
    ExemptionOutput,
    Output,
    PrerequisiteOutput,
    output_data,
    read_output,
)
from recommender.rules.targets import (
    ANYONE,
    ANYWHERE,
    Learner,
    Towards,
    learner_data,
    read_learner,
    read_towards,
    towards_data,
)
from recommender.vocabulary import (
    ALWAYS,
    UNITS_PER_CREDIT,
    Assurance,
    Grade,
    GradeScheme,
    InstitutionId,
    Interval,
    ItemId,
    RuleId,
    RuleStatus,
    reaches,
)

__all__ = [
    "CreditOutput",
    "ElectiveOutput",
    "ExemptionOutput",
    "Output",
    "PrerequisiteOutput",
    "Recognition",
    "Source",
    "output_path",
    "read",
    "source_fits",
    "source_path",
    "usable_on",
    "years_later",
]

KIND = "recognition"
MONOTONE = False
WHY_MONOTONE = (
    "a recognition that is merely available may be left unapplied; but a result that a rule names in `withdrawn_by` "
    "takes away what the rule gave"
)

_FIELDS = (
    "id",
    "recogniser",
    "agreement",
    "assurance",
    "status",
    "sources",
    "need",
    "completed_within",
    "applied_within",
    "shelf_life_years",
    "towards",
    "learner",
    "outputs",
    "choice",
    "partial",
    "refusal",
    "reuse",
    "withdrawn_by",
    "chain",
    "fee",
    "fee_per_credit",
    "note",
    "titles",
)
_SOURCE = ("item", "min_grade", "issued_by", "level_from")


@dataclass(frozen=True, slots=True)
class Source:
    """One item that the rule starts from, with what it asks of the result and of the item."""

    item: ItemId
    min_grade: Grade | None = None
    slot: int | None = None
    """Sources of one number are alternatives: one of them fills the slot; None: a slot of its own."""
    issued_by: frozenset[InstitutionId] = frozenset()
    """Institutions of which one issues the item; empty: any."""
    level_from: int | None = None
    """The least level that the item must state."""

    def suits(self, issuer: InstitutionId, level: int | None) -> bool:
        """Whether an item of this issuer and level may serve."""
        issued = not self.issued_by or issuer in self.issued_by
        return issued and (self.level_from is None or (level is not None and level >= self.level_from))


@dataclass(frozen=True, slots=True)
class Recognition:
    """`need` of the slots together give all the outputs at `recogniser`; no outputs is a refusal on record."""

    id: RuleId
    recogniser: InstitutionId
    sources: tuple[Source, ...]
    need: int
    outputs: tuple[Output, ...]
    """Those given in any case, then those of each option, in the order of the text: keys count them so."""
    assurance: Assurance = Assurance.AGREEMENT
    status: RuleStatus = RuleStatus.APPROVED
    agreement: str | None = None
    completed_within: Interval = ALWAYS
    applied_within: Interval = ALWAYS
    reuse: bool = False
    note: str = ""
    titles: dict[str, str] = field(default_factory=dict, hash=False)
    towards: Towards = ANYWHERE
    learner: Learner = ANYONE
    shelf_life_years: int | None = None
    """How old a result may be on the day of the decision."""
    withdrawn_by: frozenset[ItemId] = frozenset()
    """What it gave stops counting once one of these is passed or studied."""
    partial: bool = False
    """What its sources are worth beyond what it gives is shown as a remainder."""
    chain: int = 1
    """How many recognitions, itself included, may follow from each other up to it; 1: its sources are results (A7)."""
    fee: int | None = None
    """What an application costs, in the smallest unit of the currency (fen)."""
    fee_per_credit: int | None = None
    """What it costs beside that for each credit that the rule gives."""

    def cost(self, units: int) -> int | None:
        """What an application costs that gives so much credit, begun fen as whole ones; None: nothing is stated."""
        if self.fee is None and self.fee_per_credit is None:
            return None
        return (self.fee or 0) - (-(self.fee_per_credit or 0) * units // UNITS_PER_CREDIT)

    @property
    def is_refusal(self) -> bool:
        """Evaluated, gives nothing: not the same as unknown (A3)."""
        return not self.outputs

    @property
    def slots(self) -> tuple[tuple[Source, ...], ...]:
        """The sources by slot: of each slot one."""
        found: dict[object, list[Source]] = {}
        for place, source in enumerate(self.sources):
            name = ("own", place) if source.slot is None else ("slot", source.slot)
            found.setdefault(name, []).append(source)
        return tuple(map(tuple, found.values()))

    @property
    def options(self) -> tuple[int | None, ...]:
        """The options of which an application names one; a rule without a choice has only None."""
        found = sorted({output.option for output in self.outputs if output.option is not None})
        return tuple(found) or (None,)

    def given(self, option: int | None) -> tuple[tuple[int, Output], ...]:
        """What an application that names the option is given, each with its number."""
        return tuple(
            (number, output)
            for number, output in enumerate(self.outputs)
            if output.option is None or output.option == option
        )


def read(fields: Fields) -> Recognition:
    """Read one rule; a field or output type that nobody knows is refused by name."""
    fields.only(*_FIELDS)
    sources = _read_sources(fields)
    slots = len({source.slot for source in sources if source.slot is not None})
    slots += sum(source.slot is None for source in sources)
    need = fields.integer("need", least=1) if fields.has("need") else slots
    if need > slots:
        raise fields.fail("need", f"expected at most the {slots} sources, found {need}")
    outputs = _read_outputs(fields)
    if fields.flag("refusal") == bool(outputs):
        raise fields.fail("outputs", "expected outputs, or `refusal: true` without any")
    withdrawn_by = frozenset(map(ItemId, fields.texts("withdrawn_by")))
    if not withdrawn_by.isdisjoint(source.item for source in sources):
        raise fields.fail("withdrawn_by", "expected other items than the sources")
    return Recognition(
        RuleId(fields.ident("id")),
        InstitutionId(fields.ident("recogniser")),
        sources,
        need,
        outputs,
        Assurance(_one_of(fields, "assurance", list(Assurance), Assurance.AGREEMENT)),
        RuleStatus(_one_of(fields, "status", list(RuleStatus), RuleStatus.APPROVED)),
        fields.text("agreement") if fields.has("agreement") else None,
        fields.interval("completed_within"),
        fields.interval("applied_within"),
        fields.flag("reuse"),
        fields.text("note") if fields.has("note") else "",
        fields.titles(),
        read_towards(fields.sub("towards")) if fields.has("towards") else ANYWHERE,
        read_learner(fields.sub("learner")) if fields.has("learner") else ANYONE,
        fields.integer("shelf_life_years", least=1) if fields.has("shelf_life_years") else None,
        withdrawn_by,
        fields.flag("partial"),
        _read_chain(fields.sub("chain")) if fields.has("chain") else 1,
        fields.integer("fee", least=1) if fields.has("fee") else None,
        fields.integer("fee_per_credit", least=1) if fields.has("fee_per_credit") else None,
    )


def _one_of(fields: Fields, name: str, known: list[str], default: str) -> str:
    value = fields.text(name, default)
    if value not in known:
        raise fields.fail(name, f"expected one of {', '.join(known)}, found {value!r}")
    return value


def _read_chain(fields: Fields) -> int:
    """`{most: n}`: the greatest number of recognitions one after the other."""
    fields.only("most")
    return fields.integer("most", least=2)


def _read_sources(fields: Fields) -> tuple[Source, ...]:
    """Sources in the order of the text; those of `{any: [...]}` share a slot."""
    found: list[Source] = []
    for slot, alternatives in enumerate(fields.each("sources", _read_slot)):
        shared = len(alternatives) > 1
        found += (replace(one, slot=slot) if shared else one for one in alternatives)
    if len({source.item for source in found}) != len(found):
        raise fields.fail("sources", "expected each source item once")
    return tuple(found)


def _read_slot(fields: Fields) -> tuple[Source, ...]:
    if not fields.has("any"):
        return (_read_source(fields),)
    fields.only("any")
    return fields.each("any", _read_source, least=2)


def _read_source(fields: Fields) -> Source:
    fields.only(*_SOURCE, "any")
    return Source(
        ItemId(fields.ident("item")),
        fields.grade("min_grade"),
        None,
        frozenset(map(InstitutionId, fields.texts("issued_by"))),
        fields.integer("level_from") if fields.has("level_from") else None,
    )


def _read_outputs(fields: Fields) -> tuple[Output, ...]:
    """The outputs of any case, then those of each option of a choice."""
    always = fields.each("outputs", read_output, least=0) if fields.has("outputs") else ()
    if not fields.has("choice"):
        return always
    choice = fields.data["choice"]
    if not isinstance(choice, list | tuple) or len(choice) < 2:
        raise fields.fail("choice", f"expected a list of at least 2 options, found {choice!r}")
    found = list(always)
    for option in range(len(choice)):
        inside = Fields({str(n): one for n, one in enumerate(choice)}, f"{fields.path}/choice")
        found += inside.each(str(option), partial(read_output, option=option))
    return tuple(found)


def data(rule: Recognition) -> Json:
    """The canonical form: what `read` makes it of again, defaults spelled out."""
    found: Json = {
        "id": rule.id,
        "recogniser": rule.recogniser,
        "sources": list(_slots_data(rule)),
        "need": rule.need,
        "assurance": rule.assurance.value,
        "status": rule.status.value,
        "outputs": [output_data(one) for one in rule.outputs if one.option is None],
    }
    choice = [
        [output_data(one) for one in rule.outputs if one.option == option]
        for option in rule.options
        if option is not None
    ]
    stated: Json = {
        "choice": choice,
        "refusal": rule.is_refusal,
        "reuse": rule.reuse,
        "partial": rule.partial,
        "agreement": rule.agreement,
        "completed_within": _interval_data(rule.completed_within),
        "applied_within": _interval_data(rule.applied_within),
        "shelf_life_years": rule.shelf_life_years,
        "towards": towards_data(rule.towards),
        "learner": learner_data(rule.learner),
        "withdrawn_by": sorted(rule.withdrawn_by),
        "chain": {"most": rule.chain} if rule.chain > 1 else None,
        "fee": rule.fee,
        "fee_per_credit": rule.fee_per_credit,
        "note": rule.note,
        "titles": rule.titles,
    }
    return found | {key: value for key, value in stated.items() if value}


def _slots_data(rule: Recognition) -> Iterator[Json]:
    for alternatives in rule.slots:
        some = [_source_data(source) for source in alternatives]
        yield some[0] if len(some) == 1 else {"any": some}


def _source_data(source: Source) -> Json:
    grade = source.min_grade
    stated: Json = {
        "min_grade": None if grade is None else {"scheme": grade.scheme, "mark": grade.mark},
        "issued_by": sorted(source.issued_by),
    }
    level = {} if source.level_from is None else {"level_from": source.level_from}
    return {"item": source.item} | level | {key: value for key, value in stated.items() if value}


def _interval_data(interval: Interval) -> Json:
    start = {"from": interval.start.isoformat()} if interval.start else {}
    return start | ({"to": interval.end.isoformat()} if interval.end else {})


def source_path(rule: Recognition, source: Source) -> str:
    """Where a source stands in the rule's data."""
    for place, slot in enumerate(rule.slots):
        if source in slot:
            return f"/sources/{place}" + (f"/any/{slot.index(source)}" if len(slot) > 1 else "")
    raise ValueError(f"{source.item} is no source of {rule.id}")


def output_path(rule: Recognition, number: int) -> str:
    """Where an output stands in the rule's data."""
    option = rule.outputs[number].option
    before = sum(one.option == option for one in rule.outputs[:number])
    return f"/outputs/{before}" if option is None else f"/choice/{option}/{before}"


def usable_on(rule: Recognition, decided: date, allowed: frozenset[Assurance]) -> bool:
    """Whether an application decided on that day may rest on the rule: status, assurance, applied-within (A4-A6)."""
    return (
        rule.status is RuleStatus.APPROVED
        and not rule.is_refusal
        and rule.assurance in allowed
        and decided in rule.applied_within
    )


def source_fits(
    rule: Recognition,
    source: Source,
    grade: Grade | None,
    completed: date,
    schemes: Mapping[str, GradeScheme],
) -> bool:
    """Whether a result with this grade and date of completion may serve as `source` of the rule."""
    return completed in rule.completed_within and reaches(grade, source.min_grade, schemes)


def years_later(day: date, years: int) -> date:
    """The last day on which something of that day is at most so many years old; of 29 February the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)
