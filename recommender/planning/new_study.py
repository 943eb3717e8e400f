"""Which items may this learner study anew, at which price, and when (D1, D7, B11, B19)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.choices import is_wanted, ordinal_of
from recommender.planning.holdings import Holdings, whole_units
from recommender.planning.menu import Menu, Patched, menu_of, patched
from recommender.planning.plan import Assumption, Cause
from recommender.planning.problem import GoalProblem, Held, NewStudy
from recommender.planning.relevance import Relevant
from recommender.planning.request import PlanRequest
from recommender.planning.study import ordinals, study_units
from recommender.rules.claims import FREE
from recommender.rules.learner import Asked, Learner, Stated, known
from recommender.rules.prerequisite import atoms
from recommender.rules.recognition import CreditOutput, Recognition
from recommender.rules.registry import outdone
from recommender.vocabulary import Grade, ItemId, Term, reaches


@dataclass(frozen=True)
class Offer:
    """What decides whether and when an item is open to this learner."""

    catalogue: Catalogue
    request: PlanRequest
    goals: Sequence[GoalProblem]
    have: Holdings
    terms: Sequence[Term]
    seasons: Set[str]
    load: int
    grades: Mapping[ItemId, tuple[Grade, ...]]
    learner: Learner
    chains: Sequence[tuple[int, Recognition]] = ()
    """Rules that may take for a source what another one gives."""
    _when: dict[Hashable, tuple[int, ...]] = field(default_factory=dict)
    """Terms by all that they hang on: most items are offered alike."""

    def new_study(
        self, item: Item, forced: str, rules: Sequence[tuple[int, Recognition]]
    ) -> NewStudy | Cause | None:
        """The item as new study; None where it is closed; why not, where it has to be a step and cannot be."""
        running = forced == "in_progress"
        when = self._in_progress() if running else self._pinned(item, self._offered(item))
        is_open = running or self._is_offered(item)
        if not forced and (not when or not is_open):
            return None  # what most items are to most callers, and soon told
        scheme = self.goals[0].version.scheme
        length = study_units(self.catalogue, item, self.goals, (*rules, *self.chains), scheme)
        if length is None:
            return Cause("scheme_unconvertible", item.id, item.scheme) if forced else None
        if not when or not is_open or (not running and length > self.load):
            return Cause("pinned", item.id, forced) if forced else None
        credit = whole_units(self.catalogue, item.units_most, item.scheme, scheme)
        foreign = item.scheme if credit is None else ""
        study = NewStudy(f"new:{item.id}", item, credit or 0, length, when, forced, foreign)
        if running or item.id in self.catalogue.repeatable_items:
            return study
        good = next((held for held in self._results(item) if self._as_good(held, study)), None)
        if good is None:
            return study
        if not forced and not self._may_be_asked(good, item, rules):
            return None
        return replace(study, beside=good.key)

    def _in_progress(self) -> tuple[int, ...]:
        return (0,) if self.terms else ()

    def _offered(self, item: Item) -> tuple[int, ...]:
        """The terms still to begin in which it can be taken."""
        key = (item.life, item.seasons)
        if key not in self._when:
            coming = [term for term in self._allowed() if term.start >= self.request.as_of]
            self._when[key] = ordinals(item, coming, self.seasons)
        return self._when[key]

    def _allowed(self) -> Sequence[Term]:
        """The terms that the caller allows for new study."""
        first = self.request.earliest
        start = 0 if first is None else ordinal_of(self.terms, first, "earliest")
        return self.terms[start : max(0, self.request.at_most.get("terms", len(self.terms)))]

    def _pinned(self, item: Item, offered: tuple[int, ...]) -> tuple[int, ...]:
        """Of these terms the one that the caller has pinned the item to, where there is one."""
        label = self.request.pin_terms.get(item.id)
        if label is None:
            return offered
        term = ordinal_of(self.terms, label, "pin_terms", item.id)
        return tuple(ordinal for ordinal in offered if ordinal == term)

    def _is_offered(self, item: Item) -> bool:
        """Whether the item is studied anew at all, and the caller allows it."""
        request = self.request
        if not item.studyable or item.id in request.exclude or self.lacking(item):
            return False
        if not is_wanted(self.catalogue, request, item):
            return False
        return request.institutions is None or item.issuer in request.institutions

    def lacking(self, item: Item) -> tuple[Asked, ...]:
        """What is asked of whoever takes the item, and is not known of this learner."""
        return tuple(one for one in item.takers if known(one, self.learner) is not True)

    def _results(self, item: Item) -> Iterator[Held]:
        return (one for one in self.have.held.values() if one.item == item.id and one.rule is None)

    def _as_good(self, held: Held, study: NewStudy) -> bool:
        """Whether a result counts wherever new study could (B11): then that is for what asks for more (B21)."""
        return (
            not held.spent_at
            and not held.used_by
            and held.exact == study.exact
            and (not held.exact or held.units == study.units)
            and not any(
                outdone(limit, held.claim(FREE), goal.facts)
                for goal in self.goals
                for limit in goal.version.limits
            )
        )

    def _may_be_asked(self, held: Held, item: Item, rules: Sequence[tuple[int, Recognition]]) -> bool:
        """Whether something could ask more of the item than the result gives; the rows say what has to (B21)."""
        schemes = self.catalogue.grade_schemes
        asking = [rule for _, rule in (*rules, *(self.chains if rules else ()))]
        return not all(reaches(held.grade, floor, schemes) for floor in self.grades.get(item.id, ())) or any(
            rule.shelf_life_years or held.completed not in rule.completed_within for rule in asking
        )


def new_studies(offer: Offer, record: Record, matter: Relevant) -> tuple[Patched, list[Cause]]:
    """Every item that may be studied, or must be; a cause for each that must be and cannot."""
    items = offer.catalogue.items
    running = {one.item for one in record.in_progress if one.item in items}
    pins = {offer.catalogue.item(pin).id for pin in offer.request.pins}
    menu = _menu(offer, matter)
    held = {one.item for one in offer.have.held.values() if one.item is not None}
    touched = frozenset(held | running | pins | offer.request.exclude | matter.choosy)
    own: dict[ItemId, NewStudy] = {}
    causes: list[Cause] = []
    for key in sorted(touched & (matter.items | pins | running)):
        forced = "in_progress" if key in running else "pinned" if key in pins else ""
        study = offer.new_study(items[key], forced, matter.feeding.get(key, ()))
        if isinstance(study, NewStudy):
            own[key] = study
        elif study is not None:
            causes.append(study)
    return patched(menu, touched, own), causes


def _menu(offer: Offer, matter: Relevant) -> Menu:
    """What anyone is offered, once for all to whom the same can matter in the same terms."""

    def made() -> Menu:
        request = replace(offer.request, exclude=frozenset(), pins=frozenset(), pin_terms={})
        nobody = replace(offer, have=Holdings({}, {}, ()), request=request)
        items, choosy = offer.catalogue.items, matter.choosy
        found = (
            (key, nobody.new_study(items[key], "", matter.feeding.get(key, ())))
            for key in sorted(matter.items - choosy)
        )
        return menu_of({key: study for key, study in found if isinstance(study, NewStudy)})

    if matter.key is None:
        return made()
    scheme, chosen = offer.goals[0].version.scheme, offer.request.choices
    key = (matter.key, scheme, tuple(offer.terms), frozenset(offer.seasons), offer.load, chosen)
    return offer.catalogue.kept("menus", key, made)


def closed_items(offer: Offer, matter: Relevant) -> Iterator[Assumption]:
    """Items that could matter and are no step, since too little is known of the learner; with the facts that lack."""
    for key in sorted(matter.choosy):
        item = offer.catalogue.items[key]
        lacking = offer.lacking(item) if item.studyable and key not in offer.request.exclude else ()
        if lacking:
            names = [one.name for one in lacking if isinstance(one, Stated)]
            yield Assumption("closed_item", key, ", ".join(names))


def unread_prerequisites(catalogue: Catalogue, studies: Set[ItemId]) -> tuple[Cause, ...]:
    """A refusal for each item that may be studied and whose prerequisites could not be read (D4)."""
    unread = catalogue.kept("unread", None, lambda: _unread(catalogue))
    return tuple(Cause("unread_prerequisite", item, unread[item]) for item in sorted(unread.keys() & studies))


def _unread(catalogue: Catalogue) -> dict[ItemId, str]:
    return {ItemId(one.id): one.reason for one in catalogue.unread if one.kind == "prerequisite"}


def asked_grades(catalogue: Catalogue, matter: Relevant) -> dict[ItemId, tuple[Grade, ...]]:
    """The least grades that relevant rules and prerequisites ask of each item."""
    if matter.key is None:
        return _asked_grades(catalogue, matter)
    return catalogue.kept("grades", matter.key, lambda: _asked_grades(catalogue, matter))


def _asked_grades(catalogue: Catalogue, matter: Relevant) -> dict[ItemId, tuple[Grade, ...]]:
    asked: dict[ItemId, set[Grade]] = defaultdict(set)
    for _, rule in matter.rules:
        floors = [
            output.prerequisite_grade
            for output in rule.outputs
            if isinstance(output, CreditOutput) and output.prerequisite_grade is not None
        ]
        for source in rule.sources:
            if floors or source.min_grade is not None:
                asked[source.item].update(floors, () if source.min_grade is None else (source.min_grade,))
    for item in matter.items:
        one = catalogue.items[item]
        for atom in (*atoms(one.prerequisites), *atoms(one.corequisites)):
            if atom.min_grade is not None:
                asked[atom.item].add(atom.min_grade)
    return {item: tuple(sorted(g, key=lambda x: (x.scheme, x.mark))) for item, g in asked.items()}
