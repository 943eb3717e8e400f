"""How does a page become HTML: the templates, with what they may call?"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.language import HTML_LANGUAGE
from api.pages.texts import TEXTS
from api.pages.view import text
from recommender.explanation import Language, label
from recommender.explanation.words import say

_CJK = re.compile(r"[\u3400-\u9fff]")

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, language: Language, path: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a template; `path` is the page's own address, for the language links.

    Templates may call `t(key)` for a text of the pages, `pick(titles)` for the language's title, `name(group, code)`
    for a code of a closed list, `day(iso)` for a date in words, `mark(text)` for the lang attribute of text in the
    other script, and `url(id)`.
    """
    html = ENVIRONMENT.get_template(template).render(
        values,
        language=language,
        html_language=HTML_LANGUAGE[language],
        path=path,
        t=partial(text, language),
        texts=TEXTS[language],
        pick=lambda titles: titles[language],
        name=lambda group, code: label(group, code, language),
        day=lambda iso: say(date.fromisoformat(iso), language),
        mark=partial(other_script, language),
        url=lambda key: quote(key, safe="/"),
        money=money,
    )
    headers = {"Content-Language": HTML_LANGUAGE[language], "Cache-Control": "private, no-cache"}
    return HTMLResponse(html, status, headers)


def other_script(language: Language, words: str) -> str:
    """The language of a text that an English page shows in Chinese, else nothing."""
    return "zh-Hans" if language == "en" and _CJK.search(words) else ""


def money(fen: int) -> str:
    """A fee in yuan."""
    yuan, rest = divmod(fen, 100)
    return f"¥{yuan:,}" if not rest else f"¥{yuan:,}.{rest:02d}"
