"""How do the word tables become course templates: the same course, whoever teaches it?

A line is `number 中文 | English | credits | needs | flags`. Needs: `101,102` both, `101/102` either, `201@65` at least
that mark. Flags: `s` or `a` for spring or autumn only, `#tax` for the track of the field.
"""

from __future__ import annotations

from functools import cache

from recommender.demo.model import Atom, Template
from recommender.demo.words import business, care, public, society, technology
from recommender.demo.words.topics import FORMS, TOPICS, TRADES

PUBLIC = tuple(row[0] for row in public.TABLES)
"""Fields that every institution teaches."""

_TABLES = (*public.TABLES, *business.TABLES, *technology.TABLES, *care.TABLES, *society.TABLES)
MAJORS = tuple(row[0] for row in _TABLES if row[0] not in PUBLIC)
FIELDS: dict[str, tuple[str, str]] = {code: (zh, en) for code, zh, en, _ in _TABLES}
"""Titles of every field."""

CORE_SUBJECTS = frozenset({"POL", "ENG", "MTH", "CPT", "CHI"})


@cache
def templates() -> dict[str, Template]:
    """Every course template by code, needs before what needs them."""
    found = [one for code, _, _, text in _TABLES for one in _field(code, text)]
    found += [one for code in MAJORS for one in (*_electives(code), *_final(code))]
    return {one.code: one for one in found}


def _field(code: str, text: str) -> list[Template]:
    return [_line(code, line) for line in text.strip().splitlines()]


def _line(subject: str, line: str) -> Template:
    head, en, credits, needs, flags = (*(part.strip() for part in line.split("|")), "", "")[:5]
    number, zh = head.split(" ", 1)
    marks = flags.split()
    track = next((f"{subject.lower()}-{mark[1:]}" for mark in marks if mark.startswith("#")), "")
    seasons = {"s": ("spring",), "a": ("autumn",)}.get(next((m for m in marks if m in "sa"), ""), ())
    tags = tuple(tag for tag in (_shelf(subject), track, _practical(zh)) if tag)
    clauses = tuple(
        tuple(_atom(subject, atom) for atom in clause.split("/")) for clause in needs.split(",") if clause
    )
    return Template(
        f"{subject}{number}", subject, zh, en, int(number[0]) * 100, credits, clauses, seasons, tags
    )


def _atom(subject: str, text: str) -> Atom:
    number, _, floor = text.strip().partition("@")
    return Atom(f"{subject}{number}", int(floor) if floor else 0)


def _shelf(subject: str) -> str:
    if subject not in PUBLIC:
        return ""
    return "public" if subject in CORE_SUBJECTS else "general"


def _practical(zh: str) -> str:
    return "practical" if any(word in zh for word in ("实训", "实习", "实践", "课程设计")) else ""


def pairs(text: str) -> list[tuple[str, str]]:
    """`中文 English; 中文 English` as pairs."""
    return [(zh, en) for zh, en in (part.strip().split(" ", 1) for part in text.split(";"))]


def _electives(subject: str) -> list[Template]:
    return [
        Template(
            f"{subject}{first + n}", subject, zh.format(topic), en.format(name), first // 100 * 100, credits
        )
        for first, zh, en, credits in FORMS
        for n, (topic, name) in enumerate(pairs(TOPICS[subject]))
    ]


def _final(subject: str) -> list[Template]:
    """The thesis of a bachelor's degree, the project of a short programme."""
    zh, en = FIELDS[subject]
    return [
        Template(
            f"{subject}390",
            subject,
            f"{zh}毕业综合实践",
            f"Final Project: {en}",
            300,
            "4",
            (),
            (),
            ("final",),
        ),
        Template(
            f"{subject}490",
            subject,
            f"{zh}毕业论文",
            f"Graduation Thesis: {en}",
            400,
            "6",
            ((Atom("CHI203"),),),
            (),
            ("final",),
        ),
    ]


def trades(subject: str) -> list[tuple[str, str, str]]:
    """(Chinese, English, code of the closest course) of the field's occupations."""
    found = []
    for zh, rest in pairs(TRADES[subject]) if subject in TRADES else []:
        en, number = rest.rsplit(" ", 1)
        found.append((zh, en, f"{subject}{number}"))
    return found
