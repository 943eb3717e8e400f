"""What does a requirement or a limit ask for, in words?"""

from __future__ import annotations

from collections.abc import Iterable

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation import names
from recommender.explanation.conditions import describe_award, describe_condition
from recommender.explanation.reasons import InWords
from recommender.explanation.words import Language, Named, Units, listed, say
from recommender.rules.all_of import AllOf
from recommender.rules.average import Average, points_text
from recommender.rules.breadth import Breadth
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.conditional import Conditional
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.holds_award import HoldsAward
from recommender.rules.min_grade import MinGrade
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.registry import Limit, Requirement, walk
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.rules.shelf_life import ShelfLife
from recommender.rules.total import Total
from recommender.rules.window import Window

_PLURALS = {
    "course": "courses",
    "certificate": "certificates",
    "exam": "examinations",
    "experience": "prior experience",
    "unit": "recognition units",
    "milestone": "milestones",
}


def explain_requirement(
    node: Requirement, catalogue: Catalogue, version: Qualification | None = None
) -> InWords:
    """A requirement in words, without its title and without its children; `version` gives other parts their titles."""
    match node:
        case AllOf() if not node.children:
            return InWords(form="nothing")
        case AllOf():
            return InWords(form="all_of", least=len(node.children))
        case NOf():
            return InWords(form="n_of", least=node.n)
        case CreditsFrom():
            return _credits_from(node, catalogue)
        case CountFrom():
            return _count_from(node, catalogue)
        case HoldsAward():
            return InWords(form="holds_award", of=describe_award(node.award, catalogue))
        case Conditional():
            form = "conditional" if node.otherwise is None else "conditional.else"
            return InWords(
                form=form,
                of=describe_condition(node.when, catalogue, version, lambda of: describe_set(of, catalogue)),
            )
        case Pool():
            return _pool(node, catalogue)


def _credits_from(node: CreditsFrom, catalogue: Catalogue) -> InWords:
    most = None if node.most_units is None else Units(node.most_units)
    form = "credits_from" if most is None else "credits_from.between"
    return InWords(form=form, least=Units(node.least_units), most=most, of=describe_set(node.of, catalogue))


def _count_from(node: CountFrom, catalogue: Catalogue) -> InWords:
    of = describe_set(node.of, catalogue)
    if node.least_units:
        form = "count_from.credits" if node.most is None else "count_from.credits.between"
        amount = Units(node.least_units)
        return InWords(form=form, least=node.least, most=node.most, amount=amount, of=of)
    if node.most is not None:
        return InWords(form="count_from.between", least=node.least, most=node.most, of=of)
    single = node.least == 1 and len(node.of.items) == 1
    return InWords(form="count_from.one" if single else "count_from", least=node.least, of=of)


def _pool(node: Pool, catalogue: Catalogue) -> InWords:
    whole = _bounds(node, "en")
    of, parts = describe_set(node.of, catalogue), [_part(part, catalogue) for part in node.parts]
    return InWords(
        form="pool",
        of=names.phrase(
            "pool", f"从{of.zh}中{_bounds(node, 'zh')}", f"{whole[:1].upper()}{whole[1:]} from {of.en}"
        ),
        parts=names.phrase("parts", "；".join(p.zh for p in parts), "; ".join(p.en for p in parts)),
    )


def _part(part: Part, catalogue: Catalogue) -> Named:
    """What of a pool lies in a part: its title, its set and its bounds."""
    of = describe_set(part.of, catalogue)
    zh, en = f"属于{of.zh}的{_bounds(part, 'zh')}", f"{_bounds(part, 'en')} from {of.en}"
    if not part.titles:
        return names.phrase(part.id, zh, en)
    title = names.titled(part.id, part.titles)
    return names.phrase(part.id, f"「{title.zh}」，{zh}", f"“{title.en}”, {en}")


def _bounds(part: Part, language: Language) -> str:
    zh = language == "zh"
    least = [say(Units(part.least_units), language)] if part.least_units else []
    least += [f"{part.least} 项" if zh else f"{part.least} results"] if part.least else []
    most = [say(Units(part.most_units), language)] if part.most_units is not None else []
    most += [f"{part.most} 项" if zh else f"{part.most} results"] if part.most is not None else []
    words = ("至少 ", "至多 ") if zh else ("at least ", "at most ")
    found = [word + listed(some, language) for word, some in zip(words, (least, most), strict=True) if some]
    return ("，" if zh else ", ").join(found) or ("任意多" if zh else "any number")


def explain_limit(limit: Limit, catalogue: Catalogue, version: Qualification) -> InWords:
    """A limit of a qualification version in words."""
    match limit:
        case Total():
            return InWords(form="total", least=Units(limit.least_units))
        case Residency():
            homes = sorted(limit.institutions) or [version.institution]
            at = _either(names.institution(catalogue, home) for home in homes)
            of = within(limit.within, at, version)
            if limit.least_count is not None:
                return InWords(form="residency.count", least=limit.least_count, of=of)
            last = limit.last_units
            form, amount = ("residency", None) if last is None else ("residency.last", Units(last))
            return InWords(form=form, least=Units(limit.least_units), amount=amount, of=of)
        case Average():
            of = names.phrase("set", "学习成果", "results")
            of = within(limit.within, of if limit.of is None else describe_set(limit.of, catalogue), version)
            points = points_text(limit.least)
            parts = names.phrase("points", f"{points}（{limit.scale}）", f"{points} ({limit.scale})")
            return InWords(form="average", of=of, parts=parts)
        case Breadth():
            return _breadth(limit, catalogue, version)
        case Cap():
            return _cap(limit, catalogue, version)
        case MinGrade():
            return _min_grade(limit, catalogue, version)
        case ShelfLife():
            years, rest = divmod(limit.months, 12)
            form = f"shelf_life.{limit.since}.{'months' if rest else 'years'}"
            most = limit.months if rest else years
            return InWords(form=form, most=most, of=describe_set(limit.of, catalogue))
        case Sharing():
            return _sharing(limit, version)
        case Window():
            source = SourceSelector(kinds=limit.kinds, issuers=limit.issuers)
            of = describe_source(source, catalogue)
            return InWords(form=f"window.{limit.per}", most=Units(limit.most_units), of=of)
        case _:
            return InWords(form="single_use")


def _breadth(limit: Breadth, catalogue: Catalogue, version: Qualification) -> InWords:
    """What an area is, then each bound that is stated."""
    of = names.phrase("set", "学习成果", "results")
    if limit.of is not None:
        of = describe_set(limit.of, catalogue)
    if limit.areas:
        sets = [(names.titled(one.id, one.titles), describe_set(one.of, catalogue)) for one in limit.areas]
        by = names.phrase(
            "areas",
            "领域：" + "；".join(f"{name.zh}＝{members.zh}" for name, members in sets),
            "area: " + "; ".join(f"{name.en} = {members.en}" for name, members in sets),
        )
    else:
        by = names.coded("each", limit.by)
    zh, en = _breadth_bounds(limit)
    parts = names.phrase("bounds", "；".join(zh), "; ".join(en))
    return InWords(form="breadth", of=within(limit.within, of, version), part=by, parts=parts)


def _breadth_bounds(limit: Breadth) -> tuple[list[str], list[str]]:
    zh, en = [], []
    if limit.least_areas:
        least = Units(limit.each_least_units)
        needs_zh = [f"{say(least, 'zh')}"] if limit.each_least_units else []
        needs_en = [f"{say(least, 'en')}"] if limit.each_least_units else []
        if limit.each_least_count > 1:
            needs_zh.append(f"{limit.each_least_count} 项")
            needs_en.append(f"{limit.each_least_count} results")
        each_zh = f"，每个至少 {listed(needs_zh, 'zh')}" if needs_zh else ""
        each_en = f", each with at least {listed(needs_en, 'en')}" if needs_en else ""
        zh.append(f"至少涉及 {limit.least_areas} 个{each_zh}")
        en.append(f"at least {limit.least_areas} of them{each_en}")
    if limit.most_areas is not None:
        zh.append(f"至多涉及 {limit.most_areas} 个")
        en.append(f"at most {limit.most_areas} of them")
    if limit.each_most_units is not None:
        zh.append(f"每个至多计 {say(Units(limit.each_most_units), 'zh')}")
        en.append(f"at most {say(Units(limit.each_most_units), 'en')} in each")
    if limit.each_most_count is not None:
        zh.append(f"每个至多计 {limit.each_most_count} 项")
        en.append(f"at most {limit.each_most_count} results in each")
    return zh, en


def _cap(limit: Cap, catalogue: Catalogue, version: Qualification) -> InWords:
    """Credit, a share or a count, or two of them; what it looks at is one phrase with all its conditions."""
    of = describe_source(limit.source, catalogue)
    if limit.of is not None:
        members = describe_set(limit.of, catalogue)
        of = members if limit.source == SourceSelector() else _both(members, of)
    of = _each(limit.each, within(limit.within, of, version))
    count = limit.most_count
    if limit.most_share is not None:
        part = _titled(limit.share_of, version)
        form = "cap.share" if count is None else "cap.share.count"
        return InWords(form=form, share=str(limit.most_share), part=part, count=count, of=of)
    if limit.most_units is not None:
        form = "cap.credits" if count is None else "cap.both"
        return InWords(form=form, most=Units(limit.most_units), count=count, of=of)
    return InWords(form="cap.count", most=count, of=of)


def _min_grade(limit: MinGrade, catalogue: Catalogue, version: Qualification) -> InWords:
    """A mark of one scheme or another, and measures."""
    of = names.phrase("set", "学习成果", "results")
    if limit.of is not None:
        of = describe_set(limit.of, catalogue)
    zh = ["成绩" + listed([say(grade, "zh") for grade in limit.grades], "zh", "or")] if limit.grades else []
    en = (
        ["a mark of " + listed([say(grade, "en") for grade in limit.grades], "en", "or")]
        if limit.grades
        else []
    )
    zh += [f"{name} {least}" for name, least in limit.measures]
    en += [f"{name} of {least}" for name, least in limit.measures]
    parts = names.phrase("least", listed(zh, "zh"), listed(en, "en"))
    return InWords(form="min_grade", of=within(limit.within, of, version), parts=parts)


def _sharing(limit: Sharing, version: Qualification) -> InWords:
    """Which requirements one result may serve at once, and within which bounds."""
    pairs = [(_titled(one, version), _titled(other, version)) for one, other in limit.between]
    of = names.phrase(
        "between",
        "、".join(f"「{one.zh}」与「{other.zh}」" for one, other in pairs) or "任意几项要求",
        "; ".join(f"“{one.en}” and “{other.en}”" for one, other in pairs) or "any requirements",
    )
    zh, en = [], []
    if limit.most_count is not None:
        zh.append(f"至多 {limit.most_count} 项")
        en.append(f"at most {limit.most_count} results")
    if limit.most_units is not None:
        zh.append(f"共至多 {say(Units(limit.most_units), 'zh')}")
        en.append(f"at most {say(Units(limit.most_units), 'en')} together")
    if limit.most_uses is not None:
        zh.append(f"每项成果至多计入 {limit.most_uses} 项要求")
        en.append(f"each result in at most {limit.most_uses} requirements")
    parts = names.phrase("bounds", "，".join(zh), ", ".join(en))
    return InWords(form="sharing.bounded" if zh else "sharing", of=of, parts=parts)


def _each(each: str, of: Named) -> Named:
    """A limit that holds for every value of something by itself says so."""
    if not each:
        return of
    one = names.coded("each", each)
    return names.phrase(of.id, f"{of.zh}（每一{one.zh}分别计算）", f"{of.en} (for each {one.en} by itself)")


def within(part: str | None, of: Named, version: Qualification) -> Named:
    """A phrase, and the part of the requirement to which it is confined."""
    if part is None:
        return of
    title = _titled(part, version)
    return names.phrase(of.id, f"{of.zh}（在「{title.zh}」之内）", f"{of.en} (within “{title.en}”)")


def _titled(part: str | None, version: Qualification) -> Named:
    if part is None:
        return names.phrase("whole", "整个资格", "the whole qualification")
    found = (node for node in walk(version.requirement) if node.id == part)
    return next((names.titled(node.id, node.titles) for node in found), names.plain(part))


def describe_source(source: SourceSelector, catalogue: Catalogue) -> Named:
    """What a cap looks at, as a phrase."""
    zh = ["、".join(names.coded("kind", kind).zh for kind in sorted(source.kinds)) or "学习成果"]
    en = [listed([_PLURALS[kind] for kind in sorted(source.kinds)], "en") or "results"]
    notes_zh, notes_en = [], []
    if source.issuers:
        of = _either(names.institution(catalogue, one) for one in sorted(source.issuers))
        notes_zh.append(of.zh)
        notes_en.append(f"of {of.en}")
    if source.agreements:
        text = listed(sorted(source.agreements), "en", "or")
        notes_zh.append(f"协议 {text}")
        notes_en.append(f"agreement {text}")
    if source.rules:
        notes_zh.append(f"规则 {listed(sorted(source.rules), 'zh', 'or')}")
        notes_en.append(f"rule {listed(sorted(source.rules), 'en', 'or')}")
    if source.graded:
        notes_zh.append(f"以 {listed(sorted(source.graded), 'zh', 'or')} 记成绩")
        notes_en.append(f"graded as {listed(sorted(source.graded), 'en', 'or')}")
    for flag, yes, no in (
        (source.transferred, ("从外校转入", "transferred"), ("本校修读", "not transferred")),
        (source.recognised, ("经认定", "by recognition"), ("不经认定", "not by recognition")),
        (
            source.awarded,
            ("已用于先前资格", "used by an earlier award"),
            ("未用于先前资格", "not yet used by an award"),
        ),
    ):
        if flag is not None:
            notes_zh.append(yes[0] if flag else no[0])
            notes_en.append(yes[1] if flag else no[1])
    return _noted("source", zh[0], en[0], notes_zh, notes_en)


def describe_set(of: ItemSet, catalogue: Catalogue) -> Named:
    """What a set holds, as a phrase."""
    base = _by_items(of, catalogue) if of.items else _by_attributes(of, catalogue)
    if of.union:
        parts = [describe_set(part, catalogue) for part in of.union]
        union = names.phrase("set", "或".join(p.zh for p in parts), " or ".join(p.en for p in parts))
        base = (
            union
            if of == ItemSet(union=of.union, intersection=of.intersection, minus=of.minus)
            else _both(base, union)
        )
    for part in of.intersection:
        base = _both(base, describe_set(part, catalogue))
    if of.minus:
        left = [describe_set(part, catalogue) for part in of.minus]
        base = names.phrase(
            "set",
            f"{base.zh}（{'、'.join(p.zh for p in left)}除外）",
            f"{base.en} (except {' or '.join(p.en for p in left)})",
        )
    return base


def _both(one: Named, other: Named) -> Named:
    return names.phrase("set", f"{one.zh}且属于{other.zh}", f"{one.en} that are also {other.en}")


def _by_items(of: ItemSet, catalogue: Catalogue) -> Named:
    things = [names.item(catalogue, key) for key in sorted(of.items)]
    return names.phrase(
        "set",
        listed([f"「{one.zh}」" for one in things], "zh"),
        listed([f"“{one.en}”" for one in things], "en", "or"),
    )


def _by_attributes(of: ItemSet, catalogue: Catalogue) -> Named:
    zh = "或".join(names.coded("kind", kind).zh for kind in sorted(of.kinds)) or "学习成果"
    en = listed([_PLURALS[kind] for kind in sorted(of.kinds)], "en", "or") or "results"
    notes_zh, notes_en = [], []
    if of.issuers:
        issuers = _either(names.institution(catalogue, one) for one in sorted(of.issuers))
        notes_zh.append(issuers.zh)
        notes_en.append(f"of {issuers.en}")
    if of.subjects:
        text = sorted(of.subjects)
        notes_zh.append(f"学科 {'、'.join(text)}")
        notes_en.append(f"subject {listed(text, 'en', 'or')}")
    level = _level(of.level_from, of.level_to)
    if level is not None:
        notes_zh.append(level.zh)
        notes_en.append(level.en)
    if of.tags:
        text = sorted(of.tags)
        notes_zh.append(f"类别 {'、'.join(text)}")
        notes_en.append(f"category {listed(text, 'en', 'or')}")
    return _noted("set", zh, en, notes_zh, notes_en)


def _level(low: int | None, high: int | None) -> Named | None:
    if low is None and high is None:
        return None
    if low is None:
        return names.phrase("level", f"层次至多 {high}", f"level {high} at most")
    if high is None:
        return names.phrase("level", f"层次 {low} 以上", f"level {low} or above")
    if low == high:
        return names.phrase("level", f"层次 {low}", f"level {low}")
    return names.phrase("level", f"层次 {low} 至 {high}", f"level {low} to {high}")


def _either(things: Iterable[Named]) -> Named:
    known = list(things)
    return names.phrase(
        "either",
        listed([one.zh for one in known], "zh", "or"),
        listed([one.en for one in known], "en", "or"),
    )


def _noted(key: str, zh: str, en: str, notes_zh: list[str], notes_en: list[str]) -> Named:
    if not notes_zh:
        return names.phrase(key, zh, en)
    return names.phrase(key, f"{zh}（{'，'.join(notes_zh)}）", f"{en} ({', '.join(notes_en)})")
