"""Which results does each institution recognise, for what, under which conditions: rules of every kind executed?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from recommender.demo.credentials import centre_of, certificate_code
from recommender.demo.model import Json, Offer, Place
from recommender.demo.programme import SHARED
from recommender.demo.terms_of_rules import conditions, min_grade, title_of
from recommender.demo.words.programmes import PROGRAMMES
from recommender.demo.words.read import trades

PARTNERS = {
    "hudong": ("luye",),
    "shenlan": ("chengzhong", "puhui"),
    "puhui": ("xiliu",),
    "jianglu": ("quyuan",),
    "sulan": ("bengyang",),
    "jinlu": ("wuzhu",),
    "yongwan": ("tongke",),
    "qianlan": ("suye",),
    "yuexi": ("fuyuan",),
    "wanlan": ("chengzhong",),
    "huixi": ("yangdu",),
}
"""Institutions whose courses the awarding one takes course for course; the first is in another region."""
MANY, FEW = 56, 18
"""Rules of an awarding institution, and of one that only teaches, besides those with its partner."""


def recognition_rules(
    places: Mapping[str, Place], offers: Mapping[str, Offer], scale: float, rng: Random
) -> tuple[Json, ...]:
    """All rules, by recogniser."""
    awarding = {programme.place for programme in PROGRAMMES}
    rules: list[Json] = []
    for place in places.values():
        if not place.weight:
            continue
        desk = _Desk(place, places, offers, rng)
        for partner in PARTNERS.get(place.id, ()):
            desk.with_partner(partner)
        desk.with_certificates(place.id in awarding)
        wanted = max(10, round((MANY if place.id in awarding else FEW) * min(1.0, 2 * scale)))
        desk.fill(wanted)
        rules += desk.rules
    return tuple(rules)


@dataclass
class _Desk:
    """The recognition desk of one institution, writing its rules one after the other."""

    place: Place
    places: Mapping[str, Place]
    offers: Mapping[str, Offer]
    rng: Random
    rules: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own: list[Offer] = []
        self.abroad: dict[str, list[Offer]] = defaultdict(list)
        self.elsewhere: dict[str, list[Offer]] = defaultdict(list)
        self.exams: list[Offer] = []
        self.seen: set[tuple[str, ...]] = set()
        taught = {offer.code for offer in self.offers.values() if offer.place == self.place.id}
        for offer in self.offers.values():
            if offer.place == self.place.id:
                if offer.kind == "course" and not offer.end and "final" not in offer.tags:
                    self.own.append(offer)
            elif offer.place == SHARED:
                continue  # counts as itself wherever a qualification is awarded
            elif offer.kind == "exam":
                if offer.code.removesuffix("-E") in taught:
                    self.exams.append(offer)
            elif (
                offer.kind == "course"
                and not offer.end
                and offer.code in taught
                and "final" not in offer.tags
            ):
                self.abroad[offer.code].append(offer)
            elif offer.kind == "course" and offer.subject in self.place.fields and "final" not in offer.tags:
                self.elsewhere[offer.place].append(offer)
        self.twinned = [offer for offer in self.own if self.abroad[offer.code]]

    def fill(self, wanted: int) -> None:
        """Rules of every kind in turn, so that even a small bank has each."""
        kinds: tuple[tuple[Callable[[], Json | None], int], ...] = (
            (self._one_to_one, 7),
            (self._all_of, 3),
            (self._some_of, 3),
            (self._elective, 3),
            (self._exam, 2),
            (self._certificate_elective, 1),
            (self._refusal, 1),
        )
        turns = [make for make, times in kinds for _ in range(times)]
        self.rng.shuffle(turns)
        made = attempts = 0
        while made < wanted and attempts < 20 * wanted:
            rule = turns[attempts % len(turns)]()
            attempts += 1
            made += self._keep(rule)

    def with_partner(self, partner: str) -> None:
        """Course for course with the partner, in the fields of the awards and the public foundation."""
        wanted = {p.subject for p in PROGRAMMES if p.place == self.place.id} | {
            "POL",
            "ENG",
            "MTH",
            "CPT",
            "CHI",
        }
        for target in self.own:
            source = self.offers.get(f"{partner}/{target.code}")
            if source is None or target.subject not in wanted or not _is_base(target):
                continue
            rule = self._rule([source], [self._credit(source, target)])
            rule |= {"assurance": "agreement", "agreement": f"{self.place.id}-{partner}"}
            if self.rng.random() < (0.8 if source.five_level else 0.3):
                rule["sources"] = [{"item": source.id, "min_grade": min_grade(source, self.rng)}]
            self._keep(rule)

    def with_certificates(self, awards: bool) -> None:
        """The middle level of an occupation's certificate stands for the course closest to it."""
        for subject in self.place.fields if awards else self.place.fields[:1]:
            for number, (_, _, code) in enumerate(trades(subject), 1):
                target = self.offers.get(f"{self.place.id}/{code}")
                certificate = self.offers[f"{centre_of(subject)}/{certificate_code(subject, number, 2)}"]
                if target is not None and Decimal(target.credits) <= Decimal("4"):
                    rule = self._rule([certificate], [{"type": "credit", "item": target.id}])
                    self._keep(rule | {"assurance": "statutory"})

    # --- the kinds ---------------------------------------------------------------------------------------------

    def _one_to_one(self) -> Json | None:
        target = self._pick(self.twinned)
        source = self._pick(self.abroad[target.code])
        rule = self._rule([source], [self._credit(source, target)])
        if self.rng.random() < (0.8 if source.five_level else 0.3):
            rule["sources"] = [{"item": source.id, "min_grade": min_grade(source, self.rng)}]
        return rule | conditions(self.place.id, source, self.rng)

    def _all_of(self) -> Json | None:
        """Two or three courses of one other institution together give one of ours."""
        target = self._pick(self.twinned)
        first = self._pick(self.abroad[target.code])
        near = [
            o
            for o in self.offers.values()
            if o.place == first.place and o.subject == first.subject and o != first
        ]
        near = [offer for offer in near if offer.kind == "course" and "final" not in offer.tags]
        if len(near) < 2:
            return None
        sources = [first, *self.rng.sample(near, self.rng.choice((1, 1, 2)))]
        return self._rule(sources, [{"type": "credit", "item": target.id}]) | conditions(
            self.place.id, first, self.rng
        )

    def _some_of(self) -> Json | None:
        """k of n courses of one other institution give elective credit of their field."""
        sources = self._family(4 if self.rng.random() < 0.7 else 5)
        if sources is None:
            return None
        need = self.rng.choice((1, 2, 2, 3))
        worth = sum(sorted(Decimal(s.credits) for s in sources)[:need])
        output = self._elective_output(sources[0], str(worth))
        return self._rule(sources, [output], need) | conditions(self.place.id, sources[0], self.rng)

    def _elective(self) -> Json | None:
        """A course that we do not teach counts as an elective of its field, at its own value or a stated one."""
        family = self._family(1)
        if family is None:
            return None
        source = family[0]
        output = self._elective_output(source, source.credits if self.rng.random() < 0.5 else "")
        return self._rule([source], [output]) | conditions(self.place.id, source, self.rng)

    def _exam(self) -> Json | None:
        if not self.exams:
            return None
        source = self._pick(self.exams)
        target = self.offers[f"{self.place.id}/{source.code.removesuffix('-E')}"]
        rule = self._rule([source], [{"type": "credit", "item": target.id}])
        return rule | {"assurance": self.rng.choice(("statutory", "agreement"))}

    def _certificate_elective(self) -> Json | None:
        """A certificate counts as elective credit; its highest levels may be used beside another recognition."""
        subject = self.rng.choice(self.place.fields)
        known = [o for o in self.offers.values() if o.kind == "certificate" and o.subject == subject]
        if not known:
            return None
        source = self._pick(known)
        output = self._elective_output(source, str(Decimal(source.credits) / 2))
        rule = self._rule([source], [output | {"tags": ["certificate-credit"]}])
        if source.level is not None and source.level >= 300 and self.rng.random() < 0.3:
            rule["reuse"] = True
        return rule | conditions(self.place.id, source, self.rng)

    def _refusal(self) -> Json | None:
        family = self._family(1)
        if family is None:
            return None
        rule = self._rule(family, [])
        return rule | {"refusal": True, "note": "内容不相当 / contents not equivalent"}

    def _credit(self, source: Offer, target: Offer) -> Json:
        """Credit for the target: as a rule not more than the source is worth."""
        output: Json = {"type": "credit", "item": target.id}
        if Decimal(source.credits) < Decimal(target.credits) and self.rng.random() < 0.9:
            output["credits"] = source.credits
        return output

    # --- parts -------------------------------------------------------------------------------------------------

    def _pick(self, choices: list[Offer]) -> Offer:
        return self.rng.choice(choices)

    def _family(self, size: int) -> list[Offer] | None:
        """Courses of one field of one other institution that we do not teach under the same code."""
        place = self.rng.choice(sorted(self.elsewhere)) if self.elsewhere else ""
        fields: dict[str, list[Offer]] = defaultdict(list)
        for offer in self.elsewhere.get(place, ()):
            fields[offer.subject].append(offer)
        able = [offers for offers in fields.values() if len(offers) >= size]
        return self.rng.sample(self.rng.choice(able), size) if able else None

    def _elective_output(self, source: Offer, credits: str) -> Json:
        output: Json = {"type": "elective", "subject": source.subject, "level": source.level}
        if credits:
            output["credits"] = credits
        return output

    def _rule(self, sources: list[Offer], outputs: list[Json], need: int | None = None) -> Json:
        rule: Json = {"recogniser": self.place.id, "sources": [{"item": source.id} for source in sources]}
        if need is not None and need < len(sources):
            rule["need"] = need
        if outputs:
            rule["outputs"] = outputs
        target = self.offers[outputs[0]["item"]] if outputs and "item" in outputs[0] else None
        return rule | {"titles": title_of(sources, need, target, bool(outputs))}

    def _keep(self, rule: Json | None) -> bool:
        if rule is None:
            return False
        mark = (
            *(source["item"] for source in rule["sources"]),
            "->",
            *(o.get("item", "*") for o in rule.get("outputs", ())),
        )
        if mark in self.seen:
            return False
        self.seen.add(mark)
        self.rules.append({"id": f"{self.place.id}/r{len(self.rules) + 1:03d}", **rule})
        return True


def _is_base(offer: Offer) -> bool:
    """Not one of the short electives."""
    return int(offer.code[4:6]) < 50
