"""Which studies complete a qualification at the awarding institution alone, term by term?

Not the shortest way, and no planner: the model timetable of a regulation, by which the generator makes sure that every
qualification can be completed, and from which the demo people's histories are cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from recommender.demo.model import Json, Offer, World
from recommender.rules.all_of import AllOf
from recommender.rules.claims import FREE, Attributes
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.fields import Fields
from recommender.rules.n_of import NOf
from recommender.rules.registry import Requirement, read_requirement
from recommender.rules.sets import ItemSet, read_set
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, NodeId, parse_units

SEASONS = ("spring", "autumn")


@dataclass(frozen=True)
class Curriculum:
    """What is studied in each term, from a spring on, and the requirement that each item serves."""

    terms: tuple[tuple[str, ...], ...]
    serves: dict[str, NodeId]

    @property
    def items(self) -> tuple[str, ...]:
        """Everything, in order of time."""
        return tuple(item for term in self.terms for item in term)


class NoCurriculum(Exception):
    """The awarding institution does not offer enough; the message says for what."""


def curriculum(world: World, version: Json, today: date = date(2026, 9, 1)) -> Curriculum:
    """A full course of study; raises NoCurriculum where what the institution offers is not enough."""
    choice = _Choice(world, version, today)
    requirement = read_requirement(Fields.of(version["requirement"], ""))
    choice.require(requirement)
    choice.fill(read_set(Fields.of(version["electives"], "")), parse_units(version["total"]))
    return Curriculum(tuple(_timetable(choice, parse_units(version["load"]))), choice.serves)


def version_of(world: World, qualification: str, year: str) -> Json:
    """A qualification's version by id and year."""
    return next(v for v in world.qualifications if v["id"] == qualification and v["year"] == year)


def attributes(offer: Offer) -> Attributes:
    """What a set can ask of an item."""
    return Attributes(
        ItemId(offer.id),
        InstitutionId(offer.place),
        ItemKind(offer.kind),
        offer.subject,
        offer.level,
        frozenset(offer.tags),
    )


@dataclass
class _Choice:
    """Items chosen so far, each with the requirement that it serves."""

    world: World
    version: Json
    today: date
    serves: dict[str, NodeId] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {
            offer.id: offer
            for offer in self.world.at[self.version["institution"]]
            if not offer.end or date.fromisoformat(offer.end) > self.today
        }

    def require(self, node: Requirement) -> None:
        """Choose for a node and all below it; named courses before sets."""
        if isinstance(node, NOf):
            for child in node.children[: node.n]:
                self.require(child)
        elif isinstance(node, AllOf):
            for child in sorted(node.children, key=_is_open):
                self.require(child)
        elif isinstance(node, CountFrom):
            self._take(node, node.least, 0)
        elif isinstance(node, CreditsFrom):
            self._take(node, 0, node.least_units)
        else:
            raise NoCurriculum(f"{self.version['id']}: {node.id} is of a kind that this bank does not use")

    def fill(self, electives: ItemSet, total: int) -> None:
        """Free electives up to the total; the smallest last step that reaches it."""
        missing = total - sum(parse_units(self.known[item].credits) for item in self.serves)
        while missing > 0:
            able = [o for o in self._candidates(electives) if self._cost(o) == parse_units(o.credits)]
            if not able:
                raise NoCurriculum(f"{self.version['id']}: no elective is left")
            best = min(
                able,
                key=lambda o: (parse_units(o.credits) > missing, abs(missing - parse_units(o.credits)), o.id),
            )
            self._add(best, FREE)
            missing -= parse_units(best.credits)

    def before(self, offer: Offer) -> list[Offer]:
        """What has to be passed before, by the first open choice of each clause, and is not chosen yet."""
        found = []
        for clause in offer.needs:
            atoms = [atom.code for atom in clause]
            if not any(atom in self.serves for atom in atoms):
                found.append(next(self.known[atom] for atom in atoms if atom in self.known))
        return found + [self.known[item] for item in offer.with_ if item not in self.serves]

    def _take(self, leaf: CountFrom | CreditsFrom, count: int, units: int) -> None:
        """What is chosen already and fits may serve here; else the cheapest, prerequisites included."""
        for item, place in self.serves.items():
            if place == FREE and attributes(self.known[item]) in leaf.of and (count > 0 or units > 0):
                self.serves[item] = leaf.id
                count, units = count - 1, units - parse_units(self.known[item].credits)
        while count > 0 or units > 0:
            able = self._candidates(leaf.of)
            if not able:
                raise NoCurriculum(f"{self.version['id']}: nothing is left for {leaf.id}")
            best = min(
                able,
                key=lambda o: (
                    self._cost(o) - parse_units(o.credits),
                    parse_units(o.credits) > units > 0,
                    o.id,
                ),
            )
            self._add(best, leaf.id)
            count, units = count - 1, units - parse_units(best.credits)

    def _candidates(self, of: ItemSet) -> list[Offer]:
        return [o for o in self.known.values() if o.id not in self.serves and attributes(o) in of]

    def _cost(self, offer: Offer) -> int:
        return parse_units(offer.credits) + sum(self._cost(one) for one in self.before(offer))

    def _add(self, offer: Offer, place: NodeId) -> None:
        for one in self.before(offer):
            self._add(one, FREE)
        self.serves[offer.id] = place


def _is_open(node: Requirement) -> bool:
    return isinstance(node, CreditsFrom)


def _timetable(choice: _Choice, load: int) -> Iterable[tuple[str, ...]]:
    """Term by term whatever is ready, offered and within the load; what others wait for comes first."""
    left: list[Offer] = [choice.known[item] for item in choice.serves]
    waited = {atom.code for offer in left for clause in offer.needs for atom in clause}
    left.sort(key=lambda offer: (offer.id not in waited, offer.level or 0, offer.id))
    done: set[str] = set()
    number = idle = 0
    while left:
        season = SEASONS[number % len(SEASONS)]
        term = _one_term(left, done, season, load)
        idle = 0 if term else idle + 1
        if idle > 2:
            raise NoCurriculum(f"{choice.version['id']}: {left[0].id} can never be taken")
        done.update(offer.id for offer in term)
        left = [offer for offer in left if offer.id not in done]
        yield tuple(offer.id for offer in term)
        number += 1


def _one_term(left: Sequence[Offer], done: set[str], season: str, load: int) -> list[Offer]:
    term: list[Offer] = []
    room = load
    for offer in left:
        ready = all(any(atom.code in done for atom in clause) for clause in offer.needs)
        ready &= all(item in done or item in {one.id for one in term} for item in offer.with_)
        if ready and season in offer.seasons and parse_units(offer.credits) <= room:
            term.append(offer)
            room -= parse_units(offer.credits)
    return term
