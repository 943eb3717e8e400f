"""Which achievements can be claimed towards a goal, and of which lineages only one?  Part of the oracle."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Granted, Record
from recommender.planning.request import PlanRequest
from recommender.vocabulary import EntryId, ItemId
from tests.planning import naive
from tests.planning.brute_claims import Group, places_of
from tests.planning.brute_schedule import Applied
from tests.planning.naive import Piece


class Pieces:
    """A problem as handed in: its goals, what is held, and what may be claimed with given steps and applications."""

    def __init__(self, catalogue: Catalogue, record: Record, request: PlanRequest) -> None:
        self.catalogue, self.record, self.request = catalogue, record, request
        self.goals = [self.version(ref.qualification, ref.year) for ref in request.goals]
        self.scheme = self.goals[0].scheme
        self.running = {one.item for one in record.in_progress if one.item in catalogue.items}
        self.must = self.running | set(request.pins)
        self.best = naive.best_results(catalogue, record)
        self.entries = {result.entry: result for result in record.results if result.item in catalogue.items}

    def version(self, goal: str, year: str | None) -> Qualification:
        """The caller's version, else that of the enrolment, else the one open on the day (A8)."""
        versions = self.catalogue.qualifications[goal]  # type: ignore[index]
        years = [year] if year else [one.year for one in self.record.enrolments if one.qualification == goal]
        if years:
            return next(one for one in versions if one.year == years[-1])
        return [one for one in versions if naive.within(self.request.as_of, one.entrants)][-1]

    def exact(self, units: int, scheme: str) -> int | None:
        """Units on the goal's scheme."""
        return naive.exact(self.catalogue, units, scheme, self.scheme)

    def grants(self, goal: Qualification) -> list[Granted]:
        """What the goal's institution has recognised."""
        return [one for one in self.record.granted if one.recogniser == goal.institution]

    def spent(self, goal: Qualification) -> set[str]:
        """Results whose use towards awards of this institution the ledger fixes (A3)."""
        return {entry for one in self.grants(goal) if not one.reuse for entry in one.sources}

    def groups(
        self,
        goal: Qualification,
        items: Sequence[str],
        applied: Sequence[Applied],
        counted: Sequence[Granted],
    ) -> list[Group] | None:
        """By lineage the pieces of which one may be claimed; None where two members are used or studied (B11)."""
        owners: dict[str, tuple[str, ...]] = {}
        pieces = self._own_pieces(goal, items, applied)
        for one in applied:
            pieces += one.outputs
            owners.update((output.key, one.sources) for output in one.outputs)
        for granted in counted:
            for piece in self._granted_pieces(granted):
                pieces.append(piece)
                owners[piece.key] = tuple(f"held:{entry}" for entry in granted.sources)
        used = {key for one in applied for key in one.sources}
        used |= {f"new:{item}" for item in items if item not in self.running}
        members: dict[str, set[str]] = {}
        counting = {result.entry for result in self.best.values()}
        for granted in counted:  # a fact of the ledger: two attempts that it rests on are one member
            # It is the attempt that counts, where that is one of them: as itself it may then stand beside the grant.
            order = sorted(granted.sources, key=lambda one: (one in counting, one))
            through = {self._lineage_of(f"held:{one}"): f"held:{one}" for one in order}
            for lineage, key in through.items():
                members.setdefault(lineage, set()).add(key)
        for key in used:
            members.setdefault(self._lineage_of(key), set()).add(key)
        members.pop("", None)
        if any(len(keys) > 1 for keys in members.values()):
            return None
        groups: dict[str, list[tuple[Piece, tuple[str, ...]]]] = {}
        for piece in pieces:
            fixed = members.get(piece.lineage or "", set())
            if not fixed or piece.key in fixed or fixed & set(owners.get(piece.key, ())):
                places = places_of(goal, piece)
                if places:
                    groups.setdefault(piece.lineage or piece.key, []).append((piece, places))
        return [tuple(groups[lineage]) for lineage in sorted(groups)]

    def _lineage_of(self, key: str) -> str:
        """The lineage of a result or of new study; empty where the record or the catalogue does not know it."""
        kind, _, name = key.partition(":")
        if kind == "held" and name not in self.entries:
            return ""
        item = self.catalogue.items[ItemId(name) if kind == "new" else self.entries[EntryId(name)].item]
        return item.lineage or item.id

    def _own_pieces(
        self, goal: Qualification, items: Sequence[str], applied: Sequence[Applied]
    ) -> list[Piece]:
        """Results and new study as themselves, where the issuer is taken and no recognition uses them up."""
        gone = {key for one in applied if not one.rule.reuse for key in one.sources}
        found = []
        for result in self.best.values():
            item = self.catalogue.items.get(result.item)
            units = self.exact(result.units, result.scheme)
            if item is not None and units is not None and result.entry not in self.spent(goal):
                found.append(naive.as_itself(f"held:{result.entry}", item, units))
        for key in items:
            item = self.catalogue.items[key]  # type: ignore[index]
            units = self.exact(item.units_most, item.scheme)
            if units is not None:
                found.append(naive.as_itself(f"new:{key}", item, units))
        return [one for one in found if one.key not in gone and naive.takes(goal, one.look.issuer)]

    def _granted_pieces(self, granted: Granted) -> list[Piece]:
        known = [self.entries[one].item for one in granted.sources if one in self.entries]
        if not known:  # what the ledger lacks is taken from what the rule starts from
            known = [source.item for source in self.catalogue.rules[granted.rule].sources]
        sources = [self.catalogue.items[item] for item in known]
        kinds, issuers = frozenset(str(one.kind) for one in sources), frozenset(one.issuer for one in sources)
        found = []
        for number, output in enumerate(granted.outputs):
            units = self.exact(output.units, output.scheme)
            key, lineage = f"granted:{granted.entry}#{number}", None
            look = naive.Look(
                None, granted.recogniser, output.kind, output.subject, output.level, frozenset(output.tags)
            )
            if output.item is not None:
                if output.item not in self.catalogue.items:
                    continue
                item = self.catalogue.items[output.item]
                look, lineage = naive.look_of(item), item.lineage or item.id
            if units is not None:
                found.append(Piece(key, look, units, kinds, issuers, True, granted.agreement, lineage))
        return found
