"""Does the page show each state of an answer, in both languages, with nothing left out?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages import view
from api.pages.texts import TEXTS
from recommender.settings import Settings
from tests.fakes import answers, decided
from tests.fakes.service import FakeService
from tests.suites import ROOT

HTML = {"Accept": "text/html"}
TEMPLATES = ROOT / "api" / "pages" / "templates"


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = create_app(service=FakeService(), settings=Settings())
    with TestClient(app, raise_server_exceptions=False, headers=HTML) as found:
        yield found


def learner(client: TestClient, name: str, **query: str) -> str:
    answer = client.get(f"/learners/demo/{name}", params=query)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_the_page_is_chinese_unless_asked(client: TestClient) -> None:
    zh, en = learner(client, "lin-yue"), learner(client, "lin-yue", lang="en")
    assert '<html lang="zh-Hans">' in zh
    assert '<html lang="en">' in en
    assert "还需学习" in zh
    assert "Still to study" in en
    assert "还需学习" not in en


@pytest.mark.parametrize(
    "words",
    [
        "演示数据",
        "会计学（专升本）",
        "求解器判定最短",
        "9.5",
        "中级财务会计",
        "不学这一项，最短路径要多学 2 学分。",
        "有 128 位学习者学过「会计基础」，之后学了这一项。",
        "2027 年春季",
        "初级会计专业技术资格证书",
        "公共基础课",
        "认定后满足",
        "办公软件应用",
        "海港职业学院的学习成果须经认定才能计入。",
        "视为每学期都开",
        "highs 1.16",
        "2028 年 1 月 15 日",
    ],
)
def test_a_path_shows_everything(client: TestClient, words: str) -> None:
    assert words in learner(client, "lin-yue")


def test_a_solver_s_proof_is_not_called_a_certificate(client: TestClient) -> None:
    assert "已证明最短" not in learner(client, "lin-yue")
    assert "Proven shortest" not in learner(client, "lin-yue", lang="en")


def test_a_bounded_path_is_not_called_the_shortest(client: TestClient) -> None:
    page = learner(client, "bounded")
    assert "求解器判定最短" not in page
    assert "尚未证明最短" in page
    assert '不少于 <span class="num">9</span>' in page


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("new", "还没有目标", "No goal yet"),
        ("done", "要求已全部满足", "Every requirement is met"),
        ("stuck", "在江南开放大学修得至少 12 学分", "At least 12 credits earned there"),
        ("refused", "没有读懂", "It was not understood"),
        ("plain", "推荐模型不可用", "The ranking model is not available"),
    ],
)
def test_every_state_says_what_it_is(client: TestClient, name: str, zh: str, en: str) -> None:
    assert zh in learner(client, name)
    assert en in learner(client, name, lang="en")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("授予日期", "Awarded on"),
        ('<time class="date" datetime="2028-02-28">2028 年 2 月 28 日', ">28 February 2028</time>"),
        ("豁免与替代", "Waivers and substitutions"),
        (
            "已准许</span> <span>公共基础课：已由教务处",
            "Granted</span> <span>General courses: waived by the registrar",
        ),
        ("尚未决定</span> <span>专业课：导师提出", "Not decided</span> <span>Major courses: Tax Law"),
        ("在此无效</span> <span>体育", "Changes nothing</span> <span>Sports"),
        ("入学条件", "Conditions of entry"),
        ("此项是否满足尚不清楚。", "Whether this is met is not known."),
        ("已获得的资格", "Awards held"),
        ("会计专科", "Bookkeeping (associate)"),
        ("不适用", "Does not apply"),
        ("这一项的条件不适用于这位学习者", "Its condition does not hold for this learner"),
        ("规则有几种选择，这里取第 2 种", "The rule leaves a choice; taken here: option 2"),
        ("只认定一部分，剩余不计：", "Recognised in part; left over and not counted:"),
    ],
)
def test_what_was_decided_of_a_learner_is_shown(client: TestClient, zh: str, en: str) -> None:
    assert zh in learner(client, "decided")
    assert en in learner(client, "decided", lang="en")


def test_a_remainder_stands_with_its_rule_and_a_choice_only_where_there_is_one(client: TestClient) -> None:
    first, second = view.applied_of(decided.plan())
    assert (first.rest, first.gain) == ("", "3")
    assert (second.rest, second.gain) == ("1.5", "3")
    page = learner(client, "decided", lang="en")
    assert page.count("taken here: option") == page.count("left over and not counted:") == 1


def test_a_recognition_without_credit_shows_none() -> None:
    freed = answers.application()
    freed["outputs"][0]["credits"] = "0"
    assert view.applied_of(answers.plan(applications=[freed]))[0].gain == ""


def test_what_is_waived_is_not_said_to_be_empty(client: TestClient) -> None:
    assert "还没有成果计入" not in learner(client, "decided")


def test_nothing_is_shown_of_what_was_not_decided(client: TestClient) -> None:
    page = learner(client, "lin-yue")
    for words in ("授予日期", "豁免与替代", "入学条件", "已获得的资格", "规则有几种选择", "剩余不计"):
        assert words not in page


def test_each_requirement_says_by_which_kinds_of_credit_it_is_met(client: TestClient) -> None:
    for name, language, words in (("lin-yue", "zh", "课程"), ("lin-yue", "en", "Course")):
        assert re.search(rf'<span class="quiet small">{words}', learner(client, name, lang=language))


def test_without_a_path_the_audit_shows_where_the_learner_stands(client: TestClient) -> None:
    page = learner(client, "stuck")
    assert "公共基础课" in page
    assert "9.5" in page
    assert "下一步" not in page


def test_a_cold_start_with_a_goal_has_a_path(client: TestClient) -> None:
    page = learner(client, "new", goal="river/nursing@2026")
    assert "账户里还没有学习成果" in page
    assert "2027 年春季" in page


def test_the_goal_and_the_language_are_kept(client: TestClient) -> None:
    page = learner(client, "lin-yue", goal="river/accounting@2026", lang="en")
    assert 'href="/learners/demo/lin-yue?lang=zh&amp;goal=river/accounting%402026"' in page
    assert '<option value="river/accounting@2026" selected>' in page


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/learners/nobody", 404, "没有学习者“nobody”。"),
        ("/learners/demo/quarantined", 409, "账户已被隔离"),
        ("/learners/demo/lin-yue?goal=ghost", 404, "没有资格“ghost”。"),
        ("/learners/demo/lin-yue?lang=fr", 422, "lang"),
        ("/learners/demo/lin-yue?colour=red", 422, "colour"),
        ("/nowhere", 404, "没有这个地址"),
        ("/problems/nothing", 404, "没有这个地址"),
    ],
)
def test_failures_are_pages_for_people(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in answer.text


def test_what_is_typed_is_never_markup(client: TestClient) -> None:
    page = client.get("/learners/%3Cscript%3Ealert(1)%3C%2Fscript%3E").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_start_page_leads_to_learners(client: TestClient) -> None:
    page = client.get("/?lang=en").text
    assert 'href="/learners/demo/lin-yue?lang=en"' in page
    moved = client.get("/learners?id=demo/lin-yue&lang=en", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, "/learners/demo/lin-yue?lang=en")
    assert client.get("/learners?id=&lang=zh", follow_redirects=False).headers["location"] == "/?lang=zh"
    odd = client.get("/learners", params={"id": "//evil.example", "lang": "zh"}, follow_redirects=False)
    assert odd.headers["location"].startswith("/learners/")


def test_the_start_page_stands_without_a_ledger() -> None:
    client = TestClient(create_app(service=FakeService(ledger=False), settings=Settings()), headers=HTML)
    assert "账本不可用" in client.get("/").text


def test_the_bar_keeps_the_parts_apart_and_is_as_long_as_the_whole() -> None:
    bar = view.progress_of(answers.goal())
    assert [part.name for part in bar.segments] == ["granted", "available", "study"]
    assert bar.percent == 39
    assert sum(Fraction(part.width.rstrip("%")) for part in bar.segments) == 100
    over = view.progress_of(answers.goal(granted="30", available="1/3", study="0"))
    assert [part.width for part in over.segments] == ["98.90%", "1.10%"]
    assert over.percent == 100
    nothing = view.progress_of(answers.goal(total="0", granted="0", available="0", study="0"))
    assert (nothing.segments, nothing.percent) == ((), 100)


def test_what_is_in_progress_is_never_a_next_step() -> None:
    shown = view.next_steps(answers.plan())
    assert [step["item"] for step in shown] == ["river/acc201", "river/acc305"]


def test_both_languages_have_every_text() -> None:
    assert set(TEXTS["zh"]) == set(TEXTS["en"])
    assert all(value.strip() for texts in TEXTS.values() for value in texts.values())


def test_templates_use_only_texts_that_exist_and_no_text_is_unused() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in sorted(TEMPLATES.glob("*.html")))
    sources += (ROOT / "api" / "pages" / "view.py").read_text(encoding="utf-8")
    used = set(re.findall(r"""\bt\(["'](\w+)["']\)""", sources))
    assert used <= set(TEXTS["zh"])
    made = ("mode_", "_note", "_title")
    unused = {
        key
        for key in TEXTS["zh"]
        if not re.search(rf"""["']{key}["']""", sources) and not any(part in key for part in made)
    }
    assert unused == set()


def test_nothing_in_templates_or_styles_points_off_the_site_or_stands_inline() -> None:
    files = [*TEMPLATES.glob("*.html"), *(ROOT / "api" / "pages" / "static").glob("*.css")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|\sstyle=|<script|\son\w+=", text), file.name


@pytest.mark.parametrize(("language", "proven"), [("zh", "已证明最短"), ("en", "Proven shortest")])
def test_a_path_with_a_proof_says_that_anyone_can_check_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, language: str, proven: str
) -> None:
    monkeypatch.setattr("api.pages.view.proof_of", lambda plan: "certified")
    page = learner(client, "lin-yue", lang=language)
    assert proven in page
    assert {"zh": "答案带有证明", "en": "carries its proof"}[language] in page
