"""What is worked out once about the same facts, however many rules ask for it?

Facts do not change, so what was found of them about a goal, an application or a key stays so while a plan is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Protocol, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Remembering(Protocol):
    """Something that does not change, with room for what was found of it."""

    @property
    def memory(self) -> dict[object, tuple[object, Any]]:
        """By function and arguments these and what was found."""


R = TypeVar("R", bound=Remembering)


def once(function: Callable[[R, *Ts], T]) -> Callable[[R, *Ts], T]:
    """A function of facts, and of texts or things that do not change, that is asked once about the same.

    Texts are the same by their letters, things by themselves: two versions of a goal that look alike are two.
    """

    def known(facts: R, *about: *Ts) -> T:
        key = (function, *[one if type(one) is str else id(one) for one in about])
        kept = facts.memory.get(key)
        if kept is None:
            # The arguments are kept too: while they are, nothing else can have their identity.
            kept = facts.memory[key] = (about, function(facts, *about))
        found: T = kept[1]
        return found

    return update_wrapper(known, function)
