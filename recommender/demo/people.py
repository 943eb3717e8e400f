"""Who are the named people of the demo bank, and what does each of them show?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.vocabulary import LearnerId


@dataclass(frozen=True, slots=True)
class Person:
    """One named learner: the goal that their story is about, and why they are here."""

    id: LearnerId
    zh: str
    en: str
    qualification: str
    year: str | None
    """Pinned by enrolment; None: not enrolled, the version open now."""
    why_zh: str
    why_en: str
    second: str = ""
    """A further qualification planned together with the first."""


def _person(
    slug: str, zh: str, en: str, goal: str, year: str | None, why: tuple[str, str], second: str = ""
) -> Person:
    return Person(LearnerId(f"demo/{slug}"), zh, en, goal, year, why[0], why[1], second)


PEOPLE: tuple[Person, ...] = (
    _person(
        "lin-yue",
        "林悦",
        "Lin Yue",
        "hudong/accounting",
        "2025",
        (
            "专升本快要完成，手里的税务证书可以认定为一门核心课。",
            "Nearly done; her tax certificate converts into a core course.",
        ),
    ),
    _person(
        "wang-lei",
        "王磊",
        "Wang Lei",
        "qianlan/e-commerce",
        "2020",
        (
            "刚刚入学，还没有任何学习成果。",
            "A cold start: enrolled last week, no results at all.",
        ),
    ),
    _person(
        "zhao-min",
        "赵敏",
        "Zhao Min",
        "huixi/chinese",
        "2020",
        (
            "全部完成，只差申请毕业。",
            "Finished: every requirement is met, nothing is left to study.",
        ),
    ),
    _person(
        "chen-jing",
        "陈静",
        "Chen Jing",
        "hudong/accounting",
        "2025",
        (
            "在安徽学了十几门课，转到上海后按协议认定。",
            "Studied in Anhui, moved to Shanghai: an agreement takes most of her courses.",
        ),
    ),
    _person(
        "zhou-tao",
        "周涛",
        "Zhou Tao",
        "yongwan/logistics",
        "2024",
        (
            "证书很多，但证书学分有上限。",
            "Many certificates, but only so many may count: blocked by a cap.",
        ),
    ),
    _person(
        "xu-fang",
        "徐芳",
        "Xu Fang",
        "sulan/nursing",
        "2024",
        (
            "本学期有课在修，另有一项认定正在审批。",
            "Courses in progress this term, and a recognition waiting for its decision.",
        ),
    ),
    _person(
        "gu-hai",
        "顾海",
        "Gu Hai",
        "jianglu/public-administration",
        "2015",
        (
            "多年前入学，必修课已停开：按原方案无法毕业。",
            "Enrolled long ago; a required course has closed, so this version has no path.",
        ),
    ),
    _person(
        "sun-li",
        "孙莉",
        "Sun Li",
        "hudong/accounting",
        "2022",
        (
            "按 2022 版培养方案入学，不受新版影响。",
            "Enrolled on the 2022 version: the new one does not touch her.",
        ),
    ),
    _person(
        "he-jun",
        "何俊",
        "He Jun",
        "jianglu/business",
        "2020",
        (
            "一项认定已入账，另一项被驳回。",
            "One recognition granted in the ledger, another refused and not proposed again.",
        ),
    ),
    _person(
        "ma-xin",
        "马欣",
        "Ma Xin",
        "shenlan/computer-science",
        None,
        (
            "已获专科，打算读本科。",
            "Holds an associate award and asks about a bachelor's degree; not enrolled on it.",
        ),
        "puhui/computer-applications",
    ),
    _person(
        "luo-yi",
        "罗一",
        "Luo Yi",
        "yuexi/early-childhood",
        "2020",
        (
            "撤回了个性化授权：排序不看历史，长度不变。",
            "Withdrew consent: no history is used for order, and lengths stay the same.",
        ),
    ),
    _person(
        "tang-wei",
        "唐薇",
        "Tang Wei",
        "wanlan/law",
        "2025",
        (
            "重修过、更正过、还有一项成果被撤销。",
            "A course repeated, a result corrected, another revoked.",
        ),
    ),
    _person(
        "deng-ke",
        "邓可",
        "Deng Ke",
        "hudong/accounting",
        "2025",
        (
            "中级财务会计只有 61 分，够不上后续课程的先修要求。",
            "Passed a course with 61, too low for what comes after it.",
        ),
    ),
    _person(
        "fang-yuan",
        "方圆",
        "Fang Yuan",
        "shenlan/computer-science",
        None,
        (
            "没有入学，只是攒学分，想看看离本科有多远。",
            "Not enrolled anywhere; collects credit and wonders how far a degree is.",
        ),
    ),
)

TOUR = PEOPLE[0]
"""The main person of the tour."""
