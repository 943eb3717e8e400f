"""How do the named people's accounts come about, entry by entry?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from recommender.catalogue.objects import Catalogue
from recommender.demo.account import Account, grade_of
from recommender.demo.conversions import Desk, Holding
from recommender.demo.credentials import centre_of, certificate_code
from recommender.demo.curriculum import curriculum, version_of
from recommender.demo.model import Offer, World
from recommender.demo.people import PEOPLE, Person
from recommender.demo.programme import SHARED
from recommender.demo.recognitions import PARTNERS
from recommender.demo.semesters import history_terms, running_term
from recommender.vocabulary import Grade, ItemId, parse_units


def people_accounts(world: World, catalogue: Catalogue, as_of: date) -> Iterator[Account]:
    """The accounts of all named people, in the order of PEOPLE."""
    for person in PEOPLE:
        story = _Story(world, catalogue, person, as_of)
        _TELL[person.id.removeprefix("demo/")](story)
        yield story.account


class _Story:
    """One person's account under construction; study fills the terms before the present one by one."""

    def __init__(self, world: World, catalogue: Catalogue, person: Person, as_of: date) -> None:
        self.world, self.catalogue, self.person, self.as_of = world, catalogue, person, as_of
        self.account = Account(person.id)
        self.terms = history_terms(as_of)
        self.home = person.qualification.split("/")[0]
        self.held: list[Holding] = []
        self.marks: dict[str, int] = {}

    def begin(self, terms_ago: int, *, enrol: bool = True) -> None:
        """Open the account that many terms ago, and enrol on the pinned version."""
        on = (
            self.terms[-terms_ago].start - timedelta(days=20) if terms_ago else self.as_of - timedelta(days=8)
        )
        self.account.open(on, self.world.places[self.home].region)
        if enrol and self.person.year:
            self.account.enrol(on + timedelta(days=1), self.person.qualification, self.person.year)

    def planned(self) -> list[tuple[str, ...]]:
        """The model timetable of the person's version."""
        year = self.person.year or str(max(v["year"] for v in self._versions()))
        return list(curriculum(self.world, version_of(self.world, self.person.qualification, year)).terms)

    def _versions(self) -> list[dict[str, str]]:
        return [v for v in self.world.qualifications if v["id"] == self.person.qualification]

    def study(self, terms: Iterable[Iterable[str]], terms_ago: int) -> None:
        """Pass these items term by term, beginning that many terms ago."""
        for ago, items in zip(range(terms_ago, 0, -1), terms, strict=False):
            for number, item in enumerate(items):
                self.take(item, ago, number)

    def take(self, item: str, ago: int, number: int = 0, mark: int | None = None) -> str:
        """Pass or, with a mark below 60, fail one item in a past term; returns the entry of the result."""
        term, offer = self.terms[-ago], self.world.offers[item]
        points = (
            mark if mark is not None else self.marks.get(item, 68 + (7 * number + 5 * ago + len(item)) % 27)
        )
        registered = self.account.register(term.start - timedelta(days=5), item)
        on = term.end - timedelta(days=20 - number % 16)
        if points < 60:
            return self.account.fail(on, offer, points, registered)
        return self._deposit(offer, on, points, registered)

    def running(self, items: Iterable[str]) -> None:
        """Register for the running term."""
        start = running_term(self.as_of).start
        for item in items:
            self.account.register(min(start - timedelta(days=4), self.as_of), item)

    def certificate(self, trade: int, level: int, ago: int, subject: str = "") -> None:
        """Earn a certificate of the person's field."""
        field = subject or self._field()
        self.take(f"{centre_of(field)}/{certificate_code(field, trade, level)}", ago, trade)

    def grant(self, most: int) -> None:
        """The home institution grants what fits."""
        desk = Desk(self.catalogue)
        for decision in desk.fitting(self.home, self.held, self.as_of)[:most]:
            self.account.grant(decision.on, desk.granted(decision))

    def _field(self) -> str:
        return self.world.places[self.home].fields[0]

    def _deposit(self, offer: Offer, on: date, mark: int, registered: str) -> str:
        scheme = self.world.places[offer.place].scheme
        entry = self.account.deposit(on, offer, scheme, mark, registered)
        grade = grade_of(offer, mark)
        units = parse_units(offer.credits) // (2 if scheme == "skill-point" else 1)
        self.held.append(Holding(entry, ItemId(offer.id), units, Grade(*grade) if grade else None, on))
        return entry


def _without(terms: Iterable[tuple[str, ...]], *codes: str) -> list[tuple[str, ...]]:
    return [tuple(item for item in term if item.split("/")[1] not in codes) for term in terms]


def _lin_yue(story: _Story) -> None:
    """All but taxation, one course of her track, management accounting, and the thesis."""
    story.begin(8)
    plan = _without(story.planned(), "ACC204", "ACC306", "ACC309", "ACC302", "ACC490")
    story.take("hudong/ACC303", 5, 3, mark=54)
    story.study(plan, 7)
    story.certificate(2, 2, 2)
    story.take(f"{SHARED}/ART185", 3, 5)


def _wang_lei(story: _Story) -> None:
    story.begin(0)


def _zhao_min(story: _Story) -> None:
    story.begin(9)
    story.study(story.planned(), 9)


def _chen_jing(story: _Story) -> None:
    """A course of study in another region, some of it under the agreement with the present institution."""
    story.begin(7, enrol=False)
    partner = PARTNERS[story.home][0]
    codes = [item.split("/")[1] for term in story.planned() for item in term]
    taken: list[str] = []
    for offer in [
        story.world.offers[f"{partner}/{c}"] for c in codes if f"{partner}/{c}" in story.world.offers
    ]:
        earlier = taken[: len(taken) - len(taken) % 4]  # four a term
        if all(any(atom.code in earlier for atom in clause) for clause in offer.needs):
            story.take(offer.id, 7 - len(taken) // 4, len(taken) % 4)
            taken.append(offer.id)
    moved = story.terms[-1].start - timedelta(days=15)
    story.account.enrol(moved, story.person.qualification, story.person.year or "")


def _zhou_tao(story: _Story) -> None:
    """Two terms of study, and more certificates than may count."""
    story.begin(5)
    story.study(_without(story.planned()[:2], "LOG201", "LOG202", "LOG203", "LOG304", "LOG306"), 5)
    for trade in (1, 2, 3, 4, 5):
        story.certificate(trade, 2, 3)
    story.certificate(1, 3, 2)
    story.certificate(2, 4, 1)


def _xu_fang(story: _Story) -> None:
    story.begin(5)
    plan = _without(story.planned(), "NUR301")
    story.study(plan[:5], 5)
    story.running((plan[5] + plan[6])[:3])
    story.certificate(3, 2, 1)
    story.account.apply(story.as_of - timedelta(days=25), _rule_from(story), [story.held[-1].entry])


def _rule_from(story: _Story) -> str:
    """The rule that takes the latest result, or any rule of the home institution."""
    mine = [rule for rule in story.world.rules if rule["recogniser"] == story.home and "refusal" not in rule]
    latest = story.held[-1].item
    fitting = [rule["id"] for rule in mine if [source["item"] for source in rule["sources"]] == [latest]]
    return str((fitting or [rule["id"] for rule in mine])[0])


def _gu_hai(story: _Story) -> None:
    """Half of the later version's courses, but never the one that closed."""
    on = date(2017, 9, 4)
    story.account.open(on, "Jiangsu")
    story.account.enrol(on, story.person.qualification, "2015")
    later = curriculum(story.world, version_of(story.world, story.person.qualification, "2018"))
    story.study(later.terms[:4], 15)


def _sun_li(story: _Story) -> None:
    story.begin(7)
    story.study(story.planned()[:5], 7)


def _he_jun(story: _Story) -> None:
    """Courses of the partner; one recognition granted, one refused."""
    story.begin(7)
    story.study(_without(story.planned()[:3], "BUS201"), 7)
    partner = PARTNERS[story.home][0]
    taken = {one.item for one in story.held}
    abroad = [
        o
        for o in story.world.at.get(partner, ())
        if o.subject in {"PUB", "LAW", "CLL", "POL"} and not o.needs
    ]
    abroad = [o for o in abroad if f"{story.home}/{o.code}" not in taken and not o.end and o.kind == "course"]
    for number, offer in enumerate(abroad[:4]):
        story.take(offer.id, 3, number)
    story.certificate(1, 2, 2)
    story.grant(1)
    desk = Desk(story.catalogue)
    for decision in desk.fitting(story.home, story.held, story.as_of)[1:2]:
        story.account.apply(decision.on, decision.rule.id, [one.entry for one in decision.sources])
        version = story.catalogue.version_of("rule", decision.rule.id)
        story.account.refuse(decision.on + timedelta(days=20), decision.rule.id, version)


def _ma_xin(story: _Story) -> None:
    """An associate programme completed and awarded, then two courses of the bachelor's institution."""
    first = story.person.second
    story.begin(9, enrol=False)
    story.account.enrol(story.terms[-9].start - timedelta(days=19), first, "2020")
    story.study(curriculum(story.world, version_of(story.world, first, "2020")).terms, 9)
    story.account.award(story.terms[-4].end + timedelta(days=9), first, "2020")
    story.study([["shenlan/MTH102"], ["shenlan/CSC105"]], 2)


def _luo_yi(story: _Story) -> None:
    story.begin(4)
    story.study(story.planned()[:3], 3)
    story.account.consent(story.as_of - timedelta(days=100), False)


def _tang_wei(story: _Story) -> None:
    """A failure repeated, a mark corrected upwards, a result revoked."""
    story.begin(4)
    plan = story.planned()
    story.take(plan[0][0], 4, 0, mark=48)
    story.study([plan[0], plan[1]], 3)
    corrected, revoked = story.held[1], story.held[2]
    on = story.terms[-1].end - timedelta(days=40)
    story.account.correct(on, corrected.entry, story.world.offers[corrected.item], 91)
    story.account.revoke(on, revoked.entry)


def _deng_ke(story: _Story) -> None:
    story.begin(5)
    story.marks["hudong/ACC201"] = 61
    story.study(story.planned()[:4], 5)


def _fang_yuan(story: _Story) -> None:
    """Scattered courses of many institutions."""
    story.begin(6, enrol=False)
    wanted = ("GEN180", "CPT180", "MTH180", "ENG181", "CSC150", "CSC151")
    shared = [f"{SHARED}/{code}" for code in wanted if f"{SHARED}/{code}" in story.world.offers]
    story.study([shared[:2], shared[2:], ["shenlan/CSC101"], ["shenlan/CSC102"], ["shenlan/CSC204"]], 6)
    story.certificate(1, 1, 1)


_TELL: dict[str, Callable[[_Story], None]] = {
    "lin-yue": _lin_yue,
    "wang-lei": _wang_lei,
    "zhao-min": _zhao_min,
    "chen-jing": _chen_jing,
    "zhou-tao": _zhou_tao,
    "xu-fang": _xu_fang,
    "gu-hai": _gu_hai,
    "sun-li": _sun_li,
    "he-jun": _he_jun,
    "ma-xin": _ma_xin,
    "luo-yi": _luo_yi,
    "tang-wei": _tang_wei,
    "deng-ke": _deng_ke,
    "fang-yuan": _fang_yuan,
}
