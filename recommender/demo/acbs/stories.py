"""How do the accounts of the named people come about, and with them the rule that each of them shows?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from recommender.demo.acbs.degrees import YEAR, degree_id
from recommender.demo.acbs.people import PEOPLE
from recommender.demo.acbs.world import CALENDAR
from recommender.demo.account import Account
from recommender.demo.model import Offer, World
from recommender.demo.people import Person
from recommender.vocabulary import Calendar, Season, Term

PRESENT = 96
"""Attendance in per cent where a story says nothing else."""


def past_terms(as_of: date, years: int = 8) -> tuple[Term, ...]:
    """The semesters of the last years that ended before the day, in order of time."""
    seasons = []
    for one in CALENDAR["seasons"]:
        (month, day), (last, end) = (map(int, one[name].split("-")) for name in ("start", "end"))
        seasons.append(Season(one["name"], (month, day), (last, end)))
    known = Calendar(CALENDAR["id"], tuple(seasons)).terms_from(date(as_of.year - years, 1, 1), 2 * years + 2)
    return tuple(term for term in known if term.end < as_of)


@dataclass
class Story:
    """One account under construction; titles are taken once unless the story wants a double."""

    world: World
    account: Account
    as_of: date
    terms: tuple[Term, ...]
    taken: set[str] = field(default_factory=set)
    """Lineages held already."""

    def begin(self, person: Person, terms_ago: int) -> None:
        """Register, with a degree and a major, before the first semester."""
        on = (
            self.terms[-terms_ago].start - timedelta(days=20) if terms_ago else self.as_of - timedelta(days=8)
        )
        self.account.open(on, "Seoul")
        self.account.enrol(on + timedelta(days=1), person.qualification, person.year or YEAR)

    def open_at(self, place: str, subjects: str | set[str], count: int) -> list[Offer]:
        """The first titles of a place that are not held yet; `liberal` is a shelf, else a subject."""
        wanted = {subjects} if isinstance(subjects, str) else subjects
        found = [
            offer
            for offer in self.world.at[place]
            if (offer.subject in wanted or wanted & set(offer.tags)) and offer.lineage not in self.taken
        ]
        return found[:count]

    def study(self, offers: list[Offer], ago: int, mark: int = 78, present: int = PRESENT) -> list[str]:
        """Pass these items in one past semester; returns the entries of the results."""
        term, entries = self.terms[-ago], []
        for number, offer in enumerate(offers):
            registered = self.account.register(term.start - timedelta(days=5), offer.id)
            measures = {"attendance": str(present)} if offer.kind == "course" else {}
            on = term.end - timedelta(days=number % 12)
            points = min(99, mark + (5 * number + ago) % 17)
            entries.append(self.account.deposit(on, offer, "credit", points, registered, measures))
            self.taken.add(offer.lineage or offer.id)
        return entries

    def plan(
        self, places: list[str], subject: str, major: int, liberal: int, terms: int, each: int = 7
    ) -> None:
        """So many titles of the major, then liberal ones, at these places, at most `each` a semester."""
        wanted: list[Offer] = []
        for shelf, count in ((subject, major), ("liberal", liberal)):
            some: list[Offer] = []
            for place in places:
                known = {one.lineage for one in some + wanted}
                open_ = [one for one in self.open_at(place, shelf, 99) if one.lineage not in known]
                some += open_[: count - len(some)]
            wanted += some
        for number in range(0, len(wanted), each):
            self.study(wanted[number : number + each], max(1, terms - number // each))

    def certify(self, code: str, ago: int, apply: bool = False) -> str:
        """Earn a certificate, and perhaps apply for its recognition."""
        offer = self.world.offers[code]
        (entry,) = self.study([offer], ago)
        if apply:
            rule = next(one for one in self.world.rules if one["sources"][0]["item"] == offer.id)
            self.account.apply(self.as_of - timedelta(days=40), rule["id"], [entry])
        return entry


def people_accounts(world: World, as_of: date) -> Iterator[Account]:
    """The accounts of all named people, in the order of PEOPLE."""
    for person in PEOPLE:
        account = Account(person.id)
        story = Story(world, account, as_of, past_terms(as_of))
        _TELL[person.id.removeprefix("acbs/")](story, person)
        yield account


def _yun_seo(story: Story, person: Person) -> None:
    """38 titles at two institutions, 16 of them of the major and 11 liberal; one certificate is applied for."""
    story.begin(person, 8)
    story.plan(["hanbit", "mirae"], "CSC", 16, 11, 8)
    story.plan(["hanbit"], "BUS", 11, 0, 4)
    story.certify("data/0365", 2, apply=True)


def _han_jisu(story: Story, person: Person) -> None:
    story.begin(person, 6)
    story.plan(["dasan", "cheonghae"], "CSC", 10, 10, 6)
    for code in ("hrd/0113", "hrd/0215", "data/0365", "hrd/0124", "hrd/0144"):
        story.certify(code, 2)


def _park_minho(story: Story, person: Person) -> None:
    story.begin(person, 6)
    story.plan(["hanbit", "narae"], "BUS", 18, 10, 6)
    for code in ("hrd/1713", "hrd/1824", "hrd/2215"):
        story.certify(code, 2)


def _choi_yuna(story: Story, person: Person) -> None:
    """24 titles of one institution, 72 credits, and three of another."""
    story.begin(person, 5)
    story.plan(["saebyeok"], "SOC", 11, 10, 5, each=6)
    story.study(story.open_at("saebyeok", "PSY", 3), 1)
    story.study(story.open_at("hangang", "SOC", 3), 1)


def _jung_haneul(story: Story, person: Person) -> None:
    story.begin(person, 4)
    for ago, place in ((4, "hanbit"), (3, "narae"), (2, "hangang")):
        story.study(story.open_at(place, {"BUS", "liberal"}, 10), ago)


def _kang_doyun(story: Story, person: Person) -> None:
    story.begin(person, 4)
    story.plan(["hanbit", "dasan"], "CSC", 14, 5, 4, each=6)
    story.study(story.open_at("mirae", "CSC", 1), 1, mark=84, present=71)


def _lim_soyeon(story: Story, person: Person) -> None:
    story.begin(person, 6)
    story.plan(["saebyeok"], "PSY", 10, 10, 6)
    held = set(story.taken)
    doubles = [one for one in story.world.at["mirae"] if one.lineage in held][:4]
    story.study(doubles, 2)


def _oh_jaewon(story: Story, person: Person) -> None:
    story.begin(person, 4)
    exams = [one for one in story.world.at["selfstudy"] if one.subject == "BUS" or "liberal" in one.tags]
    story.study(exams[:8], 4)
    story.study(exams[8:], 3)
    for code in ("commerce/0513", "commerce/0724"):
        story.certify(code, 2)


def _shin_areum(story: Story, person: Person) -> None:
    story.begin(person, 5)
    story.plan(["bora", "noeul"], "DES", 16, 7, 5)
    for code in ("hrd/1410", "hrd/1510", "hrd/1413"):
        story.certify(code, 1)


def _seo_jihun(story: Story, person: Person) -> None:
    """A bachelor's degree of six years' study, then four courses of the new major."""
    first = degree_id("bachelor", "BUS")
    on = story.terms[-14].start - timedelta(days=20)
    story.account.open(on, "Seoul")
    story.account.enrol(on + timedelta(days=1), first, YEAR)
    story.plan(["hanbit", "narae", "hangang", "sorae"], "BUS", 24, 14, 14, each=6)
    story.account.award(date(story.as_of.year - 2, 8, 25), first, YEAR)
    story.account.enrol(date(story.as_of.year - 2, 9, 1), person.qualification, YEAR)
    story.study(story.open_at("mirae", "CSC", 4), 2)


def _kwon_eunji(story: Story, person: Person) -> None:
    story.begin(person, 5)
    story.plan(["saebyeok"], "SOC", 9, 8, 5, each=6)
    story.plan(["narae", "hangang", "seorak"], "SOC", 8, 2, 2, each=6)


def _bae_sujin(story: Story, person: Person) -> None:
    story.begin(person, 0)


_TELL: dict[str, Callable[[Story, Person], None]] = {
    "yun-seo": _yun_seo,
    "han-jisu": _han_jisu,
    "park-minho": _park_minho,
    "choi-yuna": _choi_yuna,
    "jung-haneul": _jung_haneul,
    "kang-doyun": _kang_doyun,
    "lim-soyeon": _lim_soyeon,
    "oh-jaewon": _oh_jaewon,
    "shin-areum": _shin_areum,
    "seo-jihun": _seo_jihun,
    "kwon-eunji": _kwon_eunji,
    "bae-sujin": _bae_sujin,
}
