"""Which failure gives which HTTP status, and what does the answer say?  The one table; RFC 9457 throughout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.solving import RETRY_AFTER_SECONDS, Busy
from recommender.errors import (
    CheckFailed,
    Erased,
    InputError,
    Merged,
    NotFound,
    Quarantined,
    Stale,
    Unavailable,
)
from recommender.explanation import Language

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One documented kind of failure; `/problems/SLUG` explains it."""

    slug: str
    status: int
    zh: str
    en: str
    zh_meaning: str
    en_meaning: str

    @property
    def uri(self) -> str:
        """The `type` of the problem, relative to the service."""
        return f"/problems/{self.slug}"

    def title(self, language: Language) -> str:
        """The title in a language."""
        return self.zh if language == "zh" else self.en

    def meaning(self, language: Language) -> str:
        """What it means, and what to do."""
        return self.zh_meaning if language == "zh" else self.en_meaning


TYPES = {
    one.slug: one
    for one in (
        ProblemType(
            "unknown-learner",
            404,
            "没有这位学习者",
            "Unknown learner",
            "账本中没有这个学习者编号。请检查编号；编号里的 / 可以照写，其他特殊字符须按百分号编码。",
            "The ledger has no learner with this id. Check the id; a / in it may be written as it is, other special "
            "characters have to be percent-encoded.",
        ),
        ProblemType(
            "unknown-qualification",
            404,
            "没有这个资格",
            "Unknown qualification",
            "目录中没有这个资格，或没有这一年度的版本，或当天没有对新学习者开放的版本。",
            "The catalogue has no such qualification, no such year of it, or none open to new learners on that day.",
        ),
        ProblemType(
            "unknown-item",
            404,
            "没有这个学习项目",
            "Unknown item",
            "目录中没有这个课程、证书或考试的编号。",
            "The catalogue has no course, certificate or examination with this id.",
        ),
        ProblemType(
            "not-found",
            404,
            "没有这个地址",
            "Not found",
            "服务中没有这个地址。",
            "The service has nothing at this address.",
        ),
        ProblemType(
            "method-not-allowed",
            405,
            "不支持这种请求方法",
            "Method not allowed",
            "这个地址存在，但不接受这种方法；Allow 首部列出可用的方法。",
            "The address exists but does not take this method; the Allow header lists those it takes.",
        ),
        ProblemType(
            "quarantined-account",
            409,
            "账户已被隔离",
            "Quarantined account",
            "这个账户的账本记录不完整或被改动，在核对之前不作答。",
            "The ledger entries of this account are incomplete or altered; nothing is answered from them until the "
            "bank has looked at it.",
        ),
        ProblemType(
            "unknown-answer",
            404,
            "没有保存这个答案",
            "Unknown answer",
            "没有以这个重放键保存的答案：从未保存过，或保存期已过。",
            "No answer is kept under this replay key: none ever was, or it was let go after the days that answers are "
            "kept.",
        ),
        ProblemType(
            "erased",
            410,
            "已删除",
            "Erased",
            "这位学习者的数据已按要求删除，与其有关的答案也一并删除。",
            "The learner's data was erased on request, and with it every answer about the learner.",
        ),
        ProblemType(
            "stale",
            412,
            "不是最新版本",
            "Stale",
            "在此期间已有人作过修改；请取最新版本再试。",
            "Somebody has changed it since; get the newest version and try again.",
        ),
        ProblemType(
            "body-too-large",
            413,
            "请求内容过大",
            "Request too large",
            "请求内容超过了上限。",
            "The body of the request is over the limit.",
        ),
        ProblemType(
            "invalid-request",
            422,
            "请求有误",
            "Invalid request",
            "某个参数或字段不是应有的样子，或没有人认识它；errors 逐条指出位置。未知的参数从不被忽略。",
            "A parameter or field is not what it should be, or is not known; errors names each place. Nothing unknown "
            "is ever ignored.",
        ),
        ProblemType(
            "internal-error",
            500,
            "服务内部出错",
            "Internal error",
            "这是我们的缺陷。请稍后再试，并告诉我们时间和地址。",
            "This is a defect of ours. Please tell us the time and the address.",
        ),
        ProblemType(
            "check-failed",
            500,
            "答案未通过自检",
            "The answer failed its check",
            "独立检查程序没有通过算出的路径，所以没有给出。这是我们的缺陷，细节在服务日志中。",
            "The independent checker refused the path that was found, so it is withheld. This is a defect of ours; the "
            "details are in the service's log.",
        ),
        ProblemType(
            "unavailable",
            503,
            "暂时无法作答",
            "Unavailable",
            "作答所需的一部分（账本或目录）不可用；/readyz 说明是哪一部分。",
            "A part that the answer needs (the ledger or the catalogue) is not there; /readyz says which.",
        ),
        ProblemType(
            "busy",
            503,
            "正忙，请稍后再试",
            "Busy",
            "同时计算的请求已满。请按 Retry-After 首部的秒数之后再试。",
            "As many answers as allowed are being worked out. Try again after the seconds in the Retry-After header.",
        ),
    )
}

_UNKNOWN = {"learner": "unknown-learner", "item": "unknown-item", "answer": "unknown-answer"}

_NOUNS = {
    "answer": "答案",
    "learner": "学习者",
    "item": "学习项目",
    "qualification": "资格",
    "qualification version": "资格版本",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure, ready to be told."""

    kind: ProblemType
    zh: str
    en: str
    errors: tuple[dict[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def detail(self, language: Language) -> str:
        """The sentence in a language."""
        return self.zh if language == "zh" else self.en

    def body(self, language: Language, instance: str) -> dict[str, Any]:
        """The members of RFC 9457, with `errors` where single places are named."""
        found: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title(language),
            "status": self.kind.status,
            "detail": self.detail(language),
            "instance": instance,
        }
        if self.errors:
            found["errors"] = list(self.errors)
        return found


def problem_of(error: Exception) -> Problem:
    """The table: what each expected failure is told as; anything else is an internal error without details."""
    match error:
        case Merged():
            into = f"账户“{error.key}”已于 {error.on} 并入“{error.into}”，请查询后者。"
            return Problem(TYPES["unknown-learner"], into, _sentence(str(error)))
        case NotFound():
            return _not_found(error)
        case Stale():
            return _plain("stale", str(error))
        case Erased():
            return Problem(
                TYPES["erased"], f"{_NOUNS[error.what]}“{error.key}”已删除。", _sentence(str(error))
            )
        case InputError():
            return _input(error)
        case Quarantined():
            return _plain("quarantined-account", str(error))
        case Unavailable():
            return _plain("unavailable", str(error))
        case Busy():
            headers = (("Retry-After", str(RETRY_AFTER_SECONDS)),)
            return Problem(
                TYPES["busy"],
                f"请在 {RETRY_AFTER_SECONDS} 秒后再试。",
                f"Please try again in {RETRY_AFTER_SECONDS} seconds.",
                headers=headers,
            )
        case CheckFailed():
            return _told("check-failed")
        case _:
            return _told("internal-error")


def _not_found(error: NotFound) -> Problem:
    slug = _UNKNOWN.get(error.what) or (
        "unknown-qualification" if "qualification" in error.what else "not-found"
    )
    noun = _NOUNS.get(error.what, "可供新学习者的资格版本")
    return Problem(TYPES[slug], f"没有{noun}“{error.key}”。", _sentence(str(error)))


def _input(error: InputError) -> Problem:
    text = _sentence(str(error))
    places: tuple[dict[str, str], ...] = ()
    if error.place:
        message = str(error).removeprefix(f"{error.place}: ")
        kind = "pointer" if error.place.startswith("#") else "parameter"
        places = ({kind: error.place, "detail": message},)
    return Problem(TYPES["invalid-request"], text, text, places)


def _plain(slug: str, text: str) -> Problem:
    kind = TYPES[slug]
    return Problem(kind, f"{kind.zh_meaning}（{text}）", _sentence(text))


def _told(slug: str) -> Problem:
    return Problem(TYPES[slug], TYPES[slug].zh_meaning, TYPES[slug].en_meaning)


def of_status(status: int, headers: tuple[tuple[str, str], ...] = ()) -> Problem:
    """A failure that the framework found by itself, such as an address that does not exist."""
    slug = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large", 422: "invalid-request"}.get(
        status
    )
    if slug is None:
        slug = "internal-error" if status >= 500 else "invalid-request"
    kind = TYPES[slug]
    return Problem(kind, kind.zh_meaning, kind.en_meaning, headers=headers)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。", "?", "!")) else f"{text}."
