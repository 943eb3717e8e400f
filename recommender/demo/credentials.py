"""Which certificates and examinations are in the bank, at which levels, for how much study?"""

from __future__ import annotations

from decimal import Decimal
from random import Random

from recommender.demo.model import Offer
from recommender.demo.words.read import MAJORS, PUBLIC, templates, trades

THREE = (("初级", "Elementary"), ("中级", "Intermediate"), ("高级", "Advanced"))
FIVE = (
    ("五级", "Level 5"),
    ("四级", "Level 4"),
    ("三级", "Level 3"),
    ("二级", "Level 2"),
    ("一级", "Level 1"),
)
"""From the lowest to the highest."""
FIVE_LEVELS = frozenset({"LOG", "EEE", "MEC", "NUR", "ECE", "TOU"})
CENTRES = ("sanjiang", "yunhe", "wuyue")
EXAM_SERVICE = "huaishui"
POINTS = (4, 6, 10, 12, 14)
"""Skill points by level from the lowest; two make a credit."""
HOURS = (40, 72, 112, 136, 160)
"""Study hours by level: never less than what the certificate can be recognised for, so it is no shortcut."""


def credentials(rng: Random) -> list[Offer]:
    """All of them, in the order of fields."""
    return [*_certificates(rng), *_exams(rng), *_general_exams()]


def _certificates(rng: Random) -> list[Offer]:
    found = []
    for number, subject in enumerate(MAJORS):
        centre = CENTRES[number % len(CENTRES)]
        for trade, (zh, en, _) in enumerate(trades(subject), 1):
            grades = FIVE if subject in FIVE_LEVELS else THREE
            for step, (zh_level, en_level) in enumerate(grades):
                unstated = rng.random() < 0.06
                found.append(
                    Offer(
                        f"{centre}/{certificate_code(subject, trade, step + 1)}",
                        "certificate",
                        centre,
                        certificate_code(subject, trade, step + 1),
                        f"{zh}（{zh_level}）证书",
                        f"{en} Certificate, {en_level}",
                        str(POINTS[step]),
                        min(400, 100 * (step + 1)),
                        subject,
                        ("certificate",),
                        ("spring", "autumn"),
                        fee=POINTS[step] * 8_000,
                        modes=("onsite",),
                        hours="" if unstated else str(HOURS[step]),
                    )
                )
    return found


def certificate_code(subject: str, trade: int, level: int) -> str:
    """The local part of a certificate's id; level 1 is the lowest."""
    return f"{subject}-C{trade}{level}"


def centre_of(subject: str) -> str:
    """Which centre issues the certificates of a field."""
    return CENTRES[MAJORS.index(subject) % len(CENTRES)]


def _exams(rng: Random) -> list[Offer]:
    """Self-study examinations: one for each of many courses that everyone knows under the same name."""
    found = []
    for template in templates().values():
        base = template.subject in PUBLIC or int(template.code[4:]) < 50
        if (
            not base
            or template.tags[-1:] == ("final",)
            or Decimal(template.credits) < 3
            or rng.random() > 0.36
        ):
            continue
        sitting = () if rng.random() < 0.12 else ("spring", "autumn")
        found.append(
            Offer(
                f"{EXAM_SERVICE}/{template.code}",
                "exam",
                EXAM_SERVICE,
                f"{template.code}-E",
                f"自学考试：{template.zh}",
                f"Self-study Examination: {template.en}",
                template.credits,
                template.level,
                template.subject,
                ("self-study",),
                sitting,
                fee=int(Decimal(template.credits) * 10_500),
                modes=("onsite",),
                study_credits=template.credits,
            )
        )
    return found


def _general_exams() -> list[Offer]:
    """English and computing at several levels."""
    kinds = (
        ("ENG", "英语水平考试", "English Proficiency Examination", 3),
        ("CPT", "计算机等级考试", "Computing Examination", 4),
    )
    return [
        Offer(
            f"{EXAM_SERVICE}/{subject}-L{level}",
            "exam",
            EXAM_SERVICE,
            f"{subject}-L{level}",
            f"{zh}（{level} 级）",
            f"{en}, Level {level}",
            str(level + 1),
            min(300, 100 * level),
            subject,
            ("proficiency",),
            ("spring", "autumn"),
            fee=(level + 1) * 10_500,
            modes=("onsite",),
            hours=str((level + 1) * 16),
        )
        for subject, zh, en, levels in kinds
        for level in range(1, levels + 1)
    ]
