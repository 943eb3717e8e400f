"""What are the things of the small college called, in both languages?"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def title(zh: str, en: str) -> Json:
    """A title in both languages."""
    return {"zh": zh, "en": en}


RIVER = title("江南开放大学", "Jiangnan Open University")

COURSES = {
    "river/acc201": title("中级财务会计", "Intermediate Financial Accounting"),
    "river/acc305": title("管理会计", "Management Accounting"),
    "river/law110": title("税法", "Tax Law"),
    "river/acc101": title("会计基础", "Accounting Basics"),
    "harbour/cert-junior": title("初级会计专业技术资格证书", "Junior Accountant Certificate"),
    "harbour/off100": title("办公软件应用", "Office Software"),
    "river/eng101": title("大学英语（一）", "College English I"),
    "river/mat101": title("高等数学", "Calculus"),
}
