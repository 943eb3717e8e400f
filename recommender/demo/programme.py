"""How does a programme's short description become a qualification: tree, limits, electives?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from recommender.demo.model import Json, Offer
from recommender.demo.words.read import FIELDS

SHARED = "jiangnan"
LAST_AWARD = "2031-07-31"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier catalogue year: its total, and the core courses that differ."""

    year: str
    total: int
    drop: str = ""
    add: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """One qualification in the words of its regulation; credits are whole."""

    slug: str
    place: str
    zh: str
    en: str
    award: str
    subject: str
    total: int
    load: int
    public: tuple[tuple[str, int], ...] = ()
    one_of: tuple[str, ...] = ()
    """One of these courses."""
    core: str = ""
    also: str = ""
    """Required courses of the foundation."""
    some_of: tuple[str, int] | None = None
    """So many of these courses."""
    practice: str = ""
    tracks: tuple[tuple[str, str, str], ...] = ()
    track_credits: int = 0
    electives: tuple[tuple[str, ...], int, int] = ((), 100, 0)
    """Fields, least level, credits."""
    general: int = 0
    defence: bool = False
    year: str = "2020"
    earlier: Earlier | None = None

    @property
    def id(self) -> str:
        """The qualification's id."""
        return f"{self.place}/{self.slug}"

    @property
    def final(self) -> str:
        """Template of the thesis or final project."""
        return f"{self.subject}{390 if self.award == 'associate' else 490}"

    @property
    def named(self) -> frozenset[str]:
        """Templates that the regulation names: the awarding institution teaches each of them."""
        added = self.earlier.add if self.earlier else ""
        some = self.some_of[0] if self.some_of else ""
        codes = f"{self.core} {self.also} {self.practice} {some} {added}".split()
        return frozenset({*codes, *self.one_of, self.final})


def versions(programme: Programme, offers: dict[str, Offer]) -> Iterator[Json]:
    """The qualification's versions, earlier years first, as they stand in the catalogue's files."""
    since = f"{programme.year}-03-01"
    core = programme.core.split()
    if programme.earlier:
        old = programme.earlier
        before = replace(
            programme,
            core=" ".join([*(c for c in core if c not in old.drop.split()), *old.add.split()]),
            also=" ".join(c for c in programme.also.split() if c not in old.drop.split()),
        )
        yield {
            **_version(before, old.year, old.total, offers),
            "entrants": {"to": since},
            "last_award": LAST_AWARD,
        }
        yield {
            **_version(programme, programme.year, programme.total, offers),
            "entrants": {"from": since},
        }
    else:
        yield _version(programme, programme.year, programme.total, offers)


def _version(p: Programme, year: str, total: int, offers: dict[str, Offer]) -> Json:
    build, core = _Tree(p, offers), p.core.split()
    children = [build.public(), build.core(core), build.tracks(), build.electives(core), *build.rest()]
    return {
        "id": p.id,
        "year": year,
        "institution": p.place,
        "titles": {"zh": p.zh, "en": p.en},
        "award": p.award,
        "total": str(total),
        "load": str(p.load),
        "accepts": [SHARED],
        "requirement": {
            "kind": "all_of",
            "id": "all",
            "titles": _titles("毕业要求", "Requirements"),
            "children": children,
        },
        "limits": [
            {"kind": "cap", "id": "transferred", "source": {"transferred": True}, "most_share": "1/2"},
            {
                "kind": "cap",
                "id": "certificates",
                "source": {"kinds": ["certificate", "exam"]},
                "most": str(12 if p.total < 100 else 16),
                "most_count": 4,
            },
            {"kind": "residency", "id": "residency", "least_share": "1/3"},
        ],
        "electives": {"kinds": ["course", "certificate", "exam"]},
    }


def _titles(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


@dataclass(frozen=True, slots=True)
class _Tree:
    """The branches of one programme's tree."""

    p: Programme
    offers: dict[str, Offer]

    def public(self) -> Json:
        """Public foundation courses."""
        parts: list[Json] = [
            _credits(
                f"public-{code.lower()}",
                *FIELDS[code],
                {"subjects": [code], "kinds": ["course", "exam"]},
                least,
            )
            for code, least in self.p.public
        ]
        if self.p.one_of:
            choices = [self._named(f"public-{code}", *self._name(code), [code]) for code in self.p.one_of]
            parts.append(
                {
                    "kind": "n_of",
                    "id": "public-choice",
                    "titles": _titles("方法基础（选一）", "Methods (one of)"),
                    "n": 1,
                    "children": choices,
                }
            )
        if self.p.also:
            parts.append(self._named("foundation", "专业基础课", "Foundation courses", self.p.also.split()))
        return _all("public", "公共基础", "Public foundation", parts)

    def core(self, core: list[str]) -> Json:
        """Named major courses, and some of a list."""
        parts = [self._named("core", "专业核心课", "Major core courses", core)]
        if self.p.some_of:
            codes, least = self.p.some_of
            parts.append(self._named("core-choice", "专业核心选课", "Core choice", codes.split(), least))
        if self.p.practice:
            parts.append(self._named("practice", "实践环节", "Practice", self.p.practice.split()))
        return _all("major", "专业课程", "Major", parts)

    def tracks(self) -> Json:
        """One of the tracks."""
        children = [
            _credits(
                f"track-{tag}",
                f"{zh}方向",
                f"Track: {en}",
                {"tags": [f"{self.p.subject.lower()}-{tag}"]},
                self.p.track_credits,
            )
            for tag, zh, en in self.p.tracks
        ]
        return {
            "kind": "n_of",
            "id": "track",
            "titles": _titles("专业方向（选一）", "Track (one of)"),
            "n": 1,
            "children": children,
        }

    def electives(self, core: list[str]) -> Json:
        """Major electives by field and level, the core left out."""
        fields, level, credits = self.p.electives
        taken = {"items": self._items([*core, self.p.final, *self.p.practice.split()])}
        chosen = {"subjects": list(fields), "level_from": level, "except": [taken]}
        return _credits("electives", "专业选修", "Major electives", chosen, credits)

    def rest(self) -> Iterator[Json]:
        """General studies, thesis or project, defence."""
        if self.p.general:
            yield _credits("general", "通识选修", "General studies", {"tags": ["general"]}, self.p.general)
        long = self.p.award != "associate"
        names = ("毕业论文", "Thesis") if long else ("毕业综合实践", "Final project")
        yield self._named("final", *names, [self.p.final])
        if self.p.defence:
            yield self._named("defence", "论文答辩", "Thesis defence", [f"{self.p.subject}499"])

    def _named(self, node: str, zh: str, en: str, codes: list[str], least: int | None = None) -> Json:
        return {
            "kind": "count_from",
            "id": node,
            "titles": _titles(zh, en),
            "least": least or len(codes),
            "of": {"items": self._items(codes)},
        }

    def _items(self, codes: Iterable[str]) -> list[str]:
        """The items of the named courses, former versions of renumbered ones included."""
        named = [f"{self.p.place}/{code}" for code in codes]
        lineages = {offer.lineage: offer.id for offer in self.offers.values() if offer.id != offer.lineage}
        return [item for key in named for item in (key, *([lineages[key]] if key in lineages else []))]

    def _name(self, code: str) -> tuple[str, str]:
        offer = self.offers[f"{self.p.place}/{code}"]
        return offer.zh, offer.en


def _credits(node: str, zh: str, en: str, chosen: Json, least: int) -> Json:
    return {"kind": "credits_from", "id": node, "titles": _titles(zh, en), "least": str(least), "of": chosen}


def _all(node: str, zh: str, en: str, children: list[Json]) -> Json:
    return {"kind": "all_of", "id": node, "titles": _titles(zh, en), "children": children}
