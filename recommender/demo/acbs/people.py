"""Who are the named people of the national credit bank, and which rule does each of them show?"""

from __future__ import annotations

from recommender.demo.acbs.degrees import YEAR, degree_id
from recommender.demo.people import Person
from recommender.vocabulary import LearnerId


def _person(slug: str, zh: str, en: str, goal: tuple[str, str], why_zh: str, why_en: str) -> Person:
    return Person(LearnerId(f"acbs/{slug}"), zh, en, degree_id(*goal), YEAR, why_zh, why_en)


PEOPLE: tuple[Person, ...] = (
    _person(
        "yun-seo",
        "尹瑞妍",
        "Yun Seo-yeon",
        ("bachelor", "CSC"),
        "还差十几学分；一个技师资格可以抵二十学分，比修课更省。",
        "A few credits short; one engineer's certificate is worth more than it takes.",
    ),
    _person(
        "han-jisu",
        "韩智秀",
        "Han Ji-su",
        ("bachelor", "CSC"),
        "五个资格证书，但学士学位只认三个。",
        "Five certificates, of which a bachelor's degree takes three.",
    ),
    _person(
        "park-minho",
        "朴敏镐",
        "Park Min-ho",
        ("bachelor", "BUS"),
        "三个与专业无关的证书，只能认一个作一般选修。",
        "Three certificates outside the major, of which one counts.",
    ),
    _person(
        "choi-yuna",
        "崔允儿",
        "Choi Yu-na",
        ("associate2", "SOC"),
        "几乎全在一家教育院学习，超出六十学分的部分不算。",
        "Nearly all at one training institution: what exceeds 60 credits does not count.",
    ),
    _person(
        "jung-haneul",
        "郑天",
        "Jung Ha-neul",
        ("bachelor", "BUS"),
        "一学期修了三十学分，只能算二十四。",
        "Thirty credits in one semester, of which 24 count.",
    ),
    _person(
        "kang-doyun",
        "姜道允",
        "Kang Do-yun",
        ("associate2", "CSC"),
        "成绩都及格，但一门课出勤不足八成。",
        "Every mark is a pass, but one course lacks the attendance of 80 %.",
    ),
    _person(
        "lim-soyeon",
        "林素妍",
        "Lim So-yeon",
        ("bachelor", "PSY"),
        "在两家机构修了同名课程，写法不同，只算一次。",
        "The same titles at two institutions, written differently: they count once.",
    ),
    _person(
        "oh-jaewon",
        "吴在元",
        "Oh Jae-won",
        ("associate2", "BUS"),
        "全靠独学考试和证书，缺十八学分的评价认定课程。",
        "Only exams and certificates: the 18 credits of accredited courses are missing.",
    ),
    _person(
        "shin-areum",
        "申雅凛",
        "Shin A-reum",
        ("associate3", "DES"),
        "两个技能士证书属于不予认定的种类。",
        "Two craftsman's certificates, of a kind that is never credited.",
    ),
    _person(
        "seo-jihun",
        "徐志勋",
        "Seo Ji-hun",
        ("second-bachelor", "CSC"),
        "已有经营学学士，只需计算机专业学分。",
        "Holds a bachelor's degree in business: only credits of the new major are asked for.",
    ),
    _person(
        "kwon-eunji",
        "权恩智",
        "Kwon Eun-ji",
        ("associate2", "SOC"),
        "全部完成，等待二月或八月授予。",
        "Finished, and waiting for an award day in February or August.",
    ),
    _person(
        "bae-sujin",
        "裴秀珍",
        "Bae Su-jin",
        ("bachelor", "DES"),
        "刚刚注册，还没有任何学习成果。",
        "A cold start: registered last week, no results at all.",
    ),
)
