"""What does the terminal say, in both languages?  A test says that neither lacks a key or a placeholder."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.cli import texts_verify_en, texts_verify_zh, texts_why_en, texts_why_zh
from recommender.cli.language import Language
from recommender.cli.texts_batch import BATCH_EN, BATCH_ZH
from recommender.cli.texts_en import EN
from recommender.cli.texts_ledger import LEDGER_EN, LEDGER_ZH
from recommender.cli.texts_plan import PLAN_EN, PLAN_ZH
from recommender.cli.texts_record import RECORD_EN, RECORD_ZH
from recommender.cli.texts_replay import REPLAY_EN, REPLAY_ZH
from recommender.cli.texts_zh import ZH

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": ZH | PLAN_ZH | BATCH_ZH | LEDGER_ZH | texts_why_zh.ZH | texts_verify_zh.ZH | RECORD_ZH | REPLAY_ZH,
    "en": EN | PLAN_EN | BATCH_EN | LEDGER_EN | texts_why_en.EN | texts_verify_en.EN | RECORD_EN | REPLAY_EN,
}


def say(key: str, language: Language, /, **values: object) -> str:
    """The text of a key, its placeholders filled."""
    return TEXTS[language][key].format_map(values)
