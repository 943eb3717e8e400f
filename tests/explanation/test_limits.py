"""Does every clause of a limit show in its words, in both languages?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.explanation import explain_limit, render
from recommender.rules.average import Average
from recommender.rules.breadth import Area, Breadth
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.min_grade import MinGrade
from recommender.rules.registry import Limit
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, ItemKind, RuleId
from tests.explanation.conftest import make_qualification

EXAMS = ItemSet(kinds=frozenset({ItemKind.EXAM}))
ANY = SourceSelector()
LIMITS: list[tuple[Limit, str, str]] = [
    (
        Cap("c", ANY, 6000, 3, each="issuer"),
        "来自学习成果（每一机构分别计算）的至多计 10 学分，且至多 3 项",
        "At most 10 credits and 3 results from results (for each institution by itself)",
    ),
    (
        Cap("c", SourceSelector(graded=frozenset({"pf"}), awarded=False), None, 2, of=EXAMS),
        "来自考试且属于学习成果（以 pf 记成绩，未用于先前资格）的至多计 2 项",
        "At most 2 results from examinations that are also results (graded as pf, not yet used by an award)",
    ),
    (
        Cap("c", SourceSelector(rules=frozenset({RuleId("R-1")})), most_share=Fraction(1, 2)),
        "来自学习成果（规则 R-1）的，至多占整个资格所计学分的 1/2",
        "At most 1/2 of what counts in the whole qualification from results (rule R-1)",
    ),
    (
        Average("a", Fraction("2.7"), "gpa", EXAMS),
        "考试的平均绩点至少 2.7（gpa）",
        "An average of at least 2.7 (gpa) over examinations",
    ),
    (
        Breadth("b", "subject", (), EXAMS, None, 2, 4, 1800, 2, 3600, 5),
        "考试按学科：至少涉及 2 个，每个至少 3 学分、2 项；至多涉及 4 个；每个至多计 6 学分；每个至多计 5 项",
        "By subject, of examinations: at least 2 of them, each with at least 3 credits and 2 results; at most 4 of "
        "them; at most 6 credits in each; at most 5 results in each",
    ),
    (
        Breadth("b", areas=(Area("arts", EXAMS, {"zh": "艺术", "en": "Arts"}),), most_areas=1),
        "学习成果按领域：艺术＝考试：至多涉及 1 个",
        "By area: Arts = examinations, of results: at most 1 of them",
    ),
    (
        MinGrade("m", (Grade("percent", "60"), Grade("letters", "C")), (("attendance", "80"),), of=EXAMS),
        "考试须至少达到：成绩60（percent）或C（letters）、attendance 80，才能计入",
        "Only with at least a mark of 60 (percent) or C (letters) and attendance of 80 do examinations count",
    ),
]


@pytest.mark.parametrize(("limit", "zh", "en"), LIMITS)
def test_a_limit_in_words(catalogue: Catalogue, limit: Limit, zh: str, en: str) -> None:
    words = explain_limit(limit, catalogue, make_qualification())
    assert render(words, "zh", strict=True) == zh
    assert render(words, "en", strict=True) == en
