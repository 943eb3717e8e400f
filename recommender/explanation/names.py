"""What is each thing called, and how is it cited?  Ids become titles in both languages; an unknown id stays an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation.reasons import Citation
from recommender.explanation.render import label
from recommender.explanation.words import Named
from recommender.planning.plan import TermPlan
from recommender.rules.claims import FREE
from recommender.rules.outputs import item_of
from recommender.rules.recognition import (
    CreditOutput,
    ElectiveOutput,
    ExemptionOutput,
    Output,
    Recognition,
)
from recommender.rules.registry import Limit, Requirement, walk
from recommender.vocabulary import InstitutionId, ItemId, QualificationId, RuleId, format_units

ELECTIVES = Named(FREE, "自由选修", "Free electives")


def titled(key: str, titles: Mapping[str, str], quoted: bool = True) -> Named:
    """A thing by its titles: one language stands in for the other, the id for both."""
    zh, en = titles.get("zh"), titles.get("en")
    return Named(key, zh or en or key, en or zh or key, quoted)


def phrase(key: str, zh: str, en: str) -> Named:
    """Words of ours, without quotation marks."""
    return Named(key, zh, en, quoted=False)


def plain(text: str) -> Named:
    """An id or text that stands for itself."""
    return Named(text, text, text, quoted=False)


def coded(group: str, code: str) -> Named:
    """The name of a code of a closed list."""
    return phrase(code, label(group, code, "zh"), label(group, code, "en"))


def item(catalogue: Catalogue, key: str) -> Named:
    """An item by its title."""
    known = catalogue.items.get(ItemId(key))
    return titled(key, known.titles if known else {})


def institution(catalogue: Catalogue, key: str) -> Named:
    """An institution by its name."""
    known = catalogue.institutions.get(InstitutionId(key))
    return titled(key, known.titles if known else {}, quoted=False)


def issuer_of(catalogue: Catalogue, key: str) -> Named:
    """The issuer of an item; the item's id where the catalogue has neither."""
    known = catalogue.items.get(ItemId(key))
    return institution(catalogue, known.issuer) if known else plain(key)


def qualification_version(catalogue: Catalogue, goal: str) -> Qualification | None:
    """The version that a key `id@year` names."""
    name, _, year = goal.rpartition("@")
    versions = catalogue.qualifications.get(QualificationId(name), ())
    return next((version for version in versions if version.year == year), None)


def goal_name(catalogue: Catalogue, goal: str) -> Named:
    """A qualification version by its title."""
    version = qualification_version(catalogue, goal)
    return titled(goal, version.titles if version else {})


def requirement(catalogue: Catalogue, goal: str, node: str) -> Named:
    """A requirement of a goal by its title."""
    found = find_requirement(catalogue, goal, node)
    return titled(node, found.titles if found else {})


def find_requirement(catalogue: Catalogue, goal: str, node: str) -> Requirement | None:
    """The requirement with this id in the tree of a goal."""
    version = qualification_version(catalogue, goal)
    return next((one for one in walk(version.requirement) if one.id == node), None) if version else None


def find_limit(catalogue: Catalogue, goals: Iterable[str], limit: str) -> tuple[Limit, Qualification] | None:
    """The limit with this id in one of the goals."""
    for goal in goals:
        version = qualification_version(catalogue, goal)
        for one in version.limits if version else ():
            if version and one.id == limit:
                return one, version
    return None


def output(catalogue: Catalogue, rule: Recognition, number: int) -> Named:
    """One output of a recognition, with its amount where the rule states one."""
    one: Output = rule.outputs[number]
    if isinstance(one, CreditOutput):
        return item(catalogue, one.item)
    if not isinstance(one, ElectiveOutput):
        name = item(catalogue, one.item)
        if isinstance(one, ExemptionOutput):
            return phrase(
                one.item, f"免修「{name.zh}」（不计学分）", f"exemption from “{name.en}”, without credit"
            )
        return phrase(one.item, f"「{name.zh}」（仅作先修）", f"“{name.en}” as a prerequisite only")
    credits = "" if one.units is None else format_units(one.units)
    general = phrase(
        rule.id,
        f"{one.subject} 选修学分" if one.subject else "选修学分",
        f"elective credit{f' in {one.subject}' if one.subject else ''}",
    )
    found = titled(rule.id, one.titles) if one.titles else general
    if not credits:
        return found
    return Named(found.id, f"{found.zh}（{credits} 学分）", f"{found.en} ({credits} credits)", found.quoted)


def item_of_key(catalogue: Catalogue, key: str, items: Mapping[str, str]) -> str:
    """The item of a source key; of what was recognised on the way (`out:RULE#N`) the one that it was recognised as."""
    kind, _, rest = key.partition(":")
    owner, _, number = rest.rpartition("#")
    rule = catalogue.rules.get(RuleId(owner)) if kind == "out" else None
    if rule is not None:
        return item_of(rule.outputs[int(number)]) or rest
    return items.get(key, rest)


def term(one: TermPlan) -> Named:
    """A term by its season and year, such as `2027 年春季`."""
    season, year = coded("season", one.season), one.start.year
    return phrase(one.label, f"{year} 年{season.zh}", f"{season.en} {year}")


def cite_rule(catalogue: Catalogue, key: RuleId) -> Citation:
    """A recognition rule with its version and how firmly it stands."""
    known = catalogue.rules.get(key)
    return Citation("rule", key, catalogue.version_of("rule", key), known.assurance.value if known else "")


def cite_requirement(catalogue: Catalogue, goal: str, node: str) -> Citation:
    """A requirement or limit of a qualification version."""
    return Citation("requirement", f"{goal}#{node}", catalogue.version_of("qualification", goal))


def cite_item(catalogue: Catalogue, key: str) -> Citation:
    """An item's own text (prerequisites, offering)."""
    return Citation("item", key, catalogue.version_of("item", key))


def cite_key(key: str) -> tuple[Citation, ...]:
    """The ledger entry behind a key such as `held:ENTRY` or `granted:ENTRY#0`."""
    kind, _, rest = key.partition(":")
    if kind == "held":
        return (Citation("entry", rest),)
    if kind == "granted":
        return (Citation("entry", rest.rpartition("#")[0] or rest),)
    return ()
