"""Which sentence belongs to which key, in each language?

A text is plain, with named placeholders in braces: fields of the reason that it says. `KEY.detail` is the variant for a
reason that has a detail. A new key goes into both tables; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping

from recommender.explanation.texts import whys_en, whys_zh
from recommender.explanation.texts.en import EN
from recommender.explanation.texts.zh import ZH
from recommender.explanation.words import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {"zh": ZH | whys_zh.ZH, "en": EN | whys_en.EN}
