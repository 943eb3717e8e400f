"""Who teaches, certifies and examines in the national credit bank, and how is one title written in many ways?

The limits of the bank are those of the Korean Academic Credit Bank System; every institution, course title,
certificate and amount here is invented, the few amounts of `REAL_AMOUNTS` excepted.
"""

from __future__ import annotations

from recommender.demo.model import Place

BANK = "acbs"
EXAMS = "selfstudy"

_PLACES = """
acbs | 国家学分银行 | National Credit Bank | Seoul | bank | 0 |
hanbit | 韩光终身教育院 | Hanbit Institute of Lifelong Education | Seoul | training | 9 | CSC BUS
saebyeok | 晨星终身教育院 | Saebyeok Institute of Lifelong Education | Seoul | training | 8 | SOC PSY
narae | 羽翼远程教育院 | Narae Institute of Distance Education | Seoul | training | 8 | BUS SOC
dasan | 茶山职业专门学校 | Dasan Vocational School | Gyeonggi | training | 6 | CSC DES
mirae | 未来远程教育院 | Mirae Institute of Distance Education | Gyeonggi | training | 7 | CSC PSY
bora | 紫霞艺术专门学校 | Bora School of Arts | Busan | training | 4 | DES BUS
hangang | 汉江终身教育院 | Hangang Institute of Lifelong Education | Incheon | training | 5 | SOC BUS
gaon | 佳温远程教育院 | Gaon Institute of Distance Education | Daejeon | training | 5 | PSY SOC
noeul | 晚霞职业专门学校 | Noeul Vocational School | Gwangju | training | 4 | DES CSC
sorae | 松来终身教育院 | Sorae Institute of Lifelong Education | Incheon | training | 4 | BUS PSY
cheonghae | 清海大学（旁听注册） | Cheonghae University (part-time enrolment) | Busan | university | 3 | CSC BUS
seorak | 雪岳大学（旁听注册） | Seorak University (part-time enrolment) | Gangwon | university | 3 | SOC PSY
nakdong | 洛东大学（旁听注册） | Nakdong University (part-time enrolment) | Daegu | university | 3 | DES CSC
taebaek | 太白大学（旁听注册） | Taebaek University (part-time enrolment) | Gangwon | university | 2 | BUS PSY
hrd | 产业技能资格院 | Institute of Industrial Qualifications | Ulsan | certifying | 0 |
data | 数据资格协会 | Data Qualifications Association | Seoul | certifying | 0 |
commerce | 商务资格会议所 | Chamber of Commercial Qualifications | Seoul | certifying | 0 |
care | 民生资格院 | Institute of Care Qualifications | Daejeon | certifying | 0 |
selfstudy | 独学学位考试处 | Office of Self-study Degree Examinations | Seoul | exams | 0 |
"""

LIBERAL = ("ENG", "MTH", "GEN", "PHE", "CPT")
"""Fields of the liberal courses."""

MAJORS = ("CSC", "BUS", "SOC", "PSY", "DES")

# Family of certificates: code, Chinese, English, who issues them, and the major that they are related to.
_FAMILIES = """
01 | 信息处理 | Information Processing | hrd | CSC
02 | 网络与通信 | Networks and Communication | hrd | CSC
03 | 数据 | Data | data | CSC
04 | 信息安全 | Information Security | hrd | CSC
05 | 经营事务 | Business Affairs | commerce | BUS
06 | 流通与物流 | Distribution and Logistics | commerce | BUS
07 | 会计与税务 | Accounting and Taxes | commerce | BUS
08 | 消费者咨询 | Consumer Advice | commerce | BUS
09 | 社会福利 | Social Welfare | care | SOC
10 | 保育 | Child Care | care | SOC
11 | 青少年指导 | Youth Guidance | care | SOC
12 | 心理咨询 | Counselling | care | PSY
13 | 职业咨询 | Vocational Counselling | care | PSY
14 | 视觉设计 | Visual Design | hrd | DES
15 | 产品设计 | Product Design | hrd | DES
16 | 室内建筑 | Interior Architecture | hrd | DES
17 | 电气 | Electricity | hrd |
18 | 机械 | Machinery | hrd |
19 | 土木 | Civil Engineering | hrd |
20 | 化学 | Chemistry | hrd |
21 | 环境 | Environment | hrd |
22 | 安全管理 | Safety Management | hrd |
23 | 农林 | Agriculture and Forestry | hrd |
24 | 海洋 | Marine Affairs | hrd |
25 | 食品加工 | Food Processing | hrd |
26 | 美容 | Beauty | hrd |
27 | 广播 | Broadcasting | hrd |
"""

TRADES = (
    ("设计", "Design"),
    ("施工", "Execution"),
    ("检验", "Inspection"),
    ("维护", "Maintenance"),
    ("管理", "Management"),
    ("分析", "Analysis"),
)

# Grade: Chinese, English, credits towards a bachelor's and an associate's degree, hours of preparation.
GRADES = (
    ("技术士（高级）", "Professional Engineer", 45, 39, 640),
    ("技师长", "Master Craftsman", 39, 32, 540),
    ("工程师", "Engineer", 20, 16, 288),
    ("产业工程师", "Industrial Engineer", 16, 12, 240),
    ("二级", "Level 2", 14, 10, 200),
)
"""Five recognised grades of each trade; the sixth, `craftsman`, is never credited."""
NEVER = ("技能士", "Craftsman")

REAL_AMOUNTS = {
    "hrd/0113": ("信息处理技师", "Information Processing Engineer", 20, 16, 288),
    "hrd/0215": ("网络管理士二级", "Network Administrator Level 2", 14, 10, 200),
    "data/0365": ("SQL 开发者", "SQL Developer", 6, 6, 96),
}
"""Certificates whose amount towards a bachelor's degree is a published one: 20, 14 and 6 credits."""


def places() -> dict[str, Place]:
    """The institutions by id; names say that they are invented."""
    found = {}
    for line in _PLACES.strip().splitlines():
        key, zh, en, region, kind, weight, fields = (part.strip() for part in line.split("|"))
        found[key] = Place(
            key, f"{zh}（示例）", f"{en} (synthetic)", region, kind, tuple(fields.split()), float(weight)
        )
    return found


def families() -> list[tuple[str, str, str, str, str]]:
    """Code, titles, issuer and related major of each family of certificates."""
    found = []
    for line in _FAMILIES.strip().splitlines():
        code, zh, en, issuer, major = (part.strip() for part in line.split("|"))
        found.append((code, zh, en, issuer, major))
    return found


def written(zh: str, en: str, way: int) -> tuple[str, str]:
    """One title in one of the ways in which institutions write it: blanks, punctuation, ordinal, abbreviation."""
    half = len(zh) // 2
    first = en.split(" ", 1)[0]
    return (
        (zh, en),
        (f"{zh[:half]} {zh[half:]}", en.replace(" ", "-", 1)),
        (f"{zh}Ⅰ", f"{en} I"),
        (f"{zh[:half]}·{zh[half:]}", en.replace(first, f"{first[:4]}.", 1) if len(first) > 4 else f"{en}."),
    )[way % 4]
