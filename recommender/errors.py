"""Which failures does the program expect, and what does each say?

    CreditpathError                 anything a caller may want to catch
    +-- InputError                  the user's mistake: one sentence naming the place; CLI exit code 2
    |   +-- NotFound                an id that names nothing: `what` (learner, qualification, item, ...), `key`
    |   |   +-- Merged              an account that has gone on as another one: `into`
    |   +-- Unreadable              a file or directory that cannot be read as what it should be
    +-- Erased                      a learner who was erased, or what was about one: `what` (learner, answer), `key`
    +-- Stale                       a change to a version that is not the newest any more: `newest` is
    +-- Unavailable                 something that should be there is not: `what` (ledger, model, catalogue)
    |   +-- ModelUnavailable        no usable ranking model; callers fall back to an unpersonalised order
    |   +-- Quarantined             an account whose entries cannot be trusted; its answers are refused by name
    +-- CheckFailed                 a plan that the checker refused: a defect of ours, never shown as an answer

"No path" and "refused" are answers with causes (semantics D4), not errors.
"""

from __future__ import annotations

from datetime import date

__all__ = [
    "CheckFailed",
    "CreditpathError",
    "Erased",
    "InputError",
    "Merged",
    "ModelUnavailable",
    "NotFound",
    "Quarantined",
    "Stale",
    "Unavailable",
    "Unreadable",
]


class CreditpathError(Exception):
    """Base of every failure that the program expects."""


class InputError(CreditpathError):
    """A mistake in what was handed in; `place` names the file, field or parameter, `part` which of several there."""

    def __init__(self, message: str, *, place: str | None = None, part: str | None = None) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place
        self.part = part


class NotFound(InputError):
    """An id that names nothing."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"there is no {what} {key!r}")
        self.what = what
        self.key = key


class Merged(NotFound):
    """An account that was merged into another one, which answers for it now."""

    def __init__(self, account: str, into: str, on: date) -> None:
        InputError.__init__(
            self, f"the account {account!r} was merged into {into!r} on {on}; ask for that one"
        )
        self.what, self.key = "learner", account
        self.into = into
        self.on = on


class Unreadable(InputError):
    """A file or directory that cannot be read as what it should be."""


class Erased(CreditpathError):
    """What an id named was erased: a learner, or what was about one."""

    def __init__(self, what: str, key: str) -> None:
        whose = "" if what == "learner" else " with its learner"
        super().__init__(f"the {what} {key!r} was erased{whose}")
        self.what = what
        self.key = key


class Stale(CreditpathError):
    """Whoever changed something had not seen its newest version."""

    def __init__(self, what: str, key: str, seen: int, newest: int) -> None:
        super().__init__(f"the {what} {key!r} is at version {newest}, and this change is to version {seen}")
        self.what = what
        self.key = key
        self.newest = newest


class Unavailable(CreditpathError):
    """A part of the system that an answer needs is not there."""

    def __init__(self, what: str, message: str) -> None:
        super().__init__(message)
        self.what = what


class ModelUnavailable(Unavailable):
    """No usable ranking model."""

    def __init__(self, message: str) -> None:
        super().__init__("model", message)


class Quarantined(Unavailable):
    """An account whose entries cannot be trusted."""

    def __init__(self, account: str, message: str) -> None:
        super().__init__("ledger", message)
        self.account = account


class CheckFailed(CreditpathError):
    """The independent checker refused a plan; `violations` lists every reason."""

    def __init__(self, violations: tuple[str, ...]) -> None:
        super().__init__("the checker refused the plan: " + "; ".join(violations))
        self.violations = violations
