"""What could ever count towards a qualification version: items as themselves, and outputs of recognition rules?

Everything here errs on the side of more, so that "not even all of it is enough" is a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from recommender.catalogue.linting.book import Book
from recommender.catalogue.objects import Item, Qualification
from recommender.rules.claims import Attributes
from recommender.rules.outputs import CreditOutput, ElectiveOutput, PrerequisiteOutput
from recommender.rules.recognition import Recognition
from recommender.rules.registry import Leaf, Requirement, below, leaves
from recommender.rules.repeatable import ONCE, Repeatable
from recommender.rules.sets import ItemSet
from recommender.rules.targets import Target
from recommender.vocabulary import Assurance, InstitutionId, ItemId, RuleStatus


def usable(rule: Recognition) -> bool:
    """Whether anybody may ever apply the rule."""
    return (
        rule.status is RuleStatus.APPROVED
        and not rule.is_refusal
        and rule.assurance is not Assurance.PREDICTED
    )


def source_items(rule: Recognition) -> tuple[ItemId, ...]:
    """The items that a rule starts from."""
    return tuple(source.item for source in rule.sources)


@dataclass(frozen=True)
class Given:
    """One output of a rule, as a set sees it."""

    rule: Recognition
    view: Attributes
    item: Item | None
    units: int | None
    """As the recogniser states it; None: the item's own."""
    free: bool = False
    """Whether the amount depends on the results, so that nothing bounds it here."""


def given(book: Book, rule: Recognition, target: Target | None = None) -> Iterator[Given]:
    """The outputs of a rule that can take a place: credit, towards a target where one is meant, and exemptions."""
    for output in rule.outputs:
        if isinstance(output, ElectiveOutput):
            view = Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
            yield Given(rule, view, None, output.units, free=True)
            continue
        item = book.catalogue.items.get(output.item)
        if item is None or isinstance(output, PrerequisiteOutput):
            continue
        if isinstance(output, CreditOutput):
            lines = output.amount.by_target
            known = output.units if target is None else output.amount.stated(output.units, target)
            free = output.amount.ratio is not None or (target is None and bool(lines))
            yield Given(rule, item.attributes, item, known, free)
        else:
            yield Given(rule, item.attributes, item, 0)


@dataclass(frozen=True)
class Supply:
    """The supply of one version."""

    book: Book
    version: Qualification

    @cached_property
    def own(self) -> tuple[Item, ...]:
        """Items that count as themselves, on a scheme that converts."""
        items = self.book.catalogue.items.values()
        return tuple(
            one for one in items if self.version.takes(one.issuer) and self.units(one, None) is not None
        )

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """Outputs of the rules of its institution."""
        rules = self.book.catalogue.rules.values()
        target, home = self.version.target, self.version.institution
        mine = [
            rule for rule in rules if rule.recogniser == home and usable(rule) and rule.towards.takes(target)
        ]
        return tuple(one for rule in mine for one in given(self.book, rule, target))

    @cached_property
    def places(self) -> tuple[ItemSet, ...]:
        """Every set that something can be claimed in."""
        free = () if self.version.electives is None else (self.version.electives,)
        return (*(leaf.of for leaf in leaves(self.version.requirement)), *free)

    def units(self, item: Item, stated: int | None) -> int | None:
        """The most credit of an item, or of an output that states its credit, on the scheme of the version."""
        catalogue = self.book.catalogue
        scheme = item.scheme if stated is None else catalogue.institutions[self.version.institution].scheme
        value: Fraction | None
        try:
            value = catalogue.convert(
                item.units_most if stated is None else stated, scheme, self.version.scheme
            )
        except KeyError:
            return None
        return int(value) if value.denominator == 1 else None

    def least(self, item: Item) -> int:
        """The least credit of a result of an item, on the scheme of the version, rounded down."""
        return int(self.book.catalogue.convert(item.units, item.scheme, self.version.scheme))

    def most(self, sets: Iterable[ItemSet]) -> int | None:
        """Upper bound of the credit that can be claimed in these sets; None: no bound is known."""
        wanted = tuple(sets)
        best: dict[str, int] = {}
        for item, stated in [(one, None) for one in self.own] + [
            (one.item, one.units) for one in self.given if one.item is not None
        ]:
            if any(item.attributes in of for of in wanted):
                units = self.units(item, stated)
                if units is None and stated is None:
                    continue
                if units is None:
                    return None
                best[item.lineage_key] = max(best.get(item.lineage_key, 0), units)
        if any(one.free and any(one.view in of for of in wanted) for one in self.given):
            return None
        return sum(self._repeated(lineage, units) for lineage, units in best.items())

    def _repeated(self, lineage: str, units: int) -> int:
        """The most of a lineage of which one has so much: several times over, where it may be repeated (A1)."""
        catalogue, found = self.book.catalogue, [units]
        for item in catalogue.repeatable.get(lineage, ()):
            stated = item.repeatable or ONCE
            try:
                bound = (
                    None
                    if stated.units is None
                    else catalogue.convert(stated.units, item.scheme, self.version.scheme)
                )
            except KeyError:
                continue
            found.append(Repeatable(stated.times, None if bound is None else int(bound)).total(units))
        return max(found)

    def resident(self, homes: frozenset[InstitutionId]) -> int:
        """Upper bound of what can be counted in residence."""
        best: dict[str, int] = {}
        for item in self.own:
            if item.issuer in homes and any(item.attributes in of for of in self.places):
                best[item.lineage_key] = max(best.get(item.lineage_key, 0), self.units(item, None) or 0)
        return sum(self._repeated(lineage, units) for lineage, units in best.items())


def supply_of(book: Book, version: Qualification) -> Supply:
    """The supply of a version, worked out once for all checks of a book."""
    return book.supplies.setdefault(version.key, Supply(book, version))


def mandatory(root: Requirement) -> Iterator[Leaf]:
    """The leaves that everyone has to satisfy: those with only `all of` above them."""
    if isinstance(root, Leaf):
        yield root
    elif all_needed(root):
        for child in below(root):
            yield from mandatory(child)


def all_needed(node: Requirement) -> bool:
    """Whether a branch needs every one of its children."""
    children = below(node)
    kind = type(node).__name__
    return kind == "AllOf" or (kind == "NOf" and getattr(node, "n", 0) == len(children))
