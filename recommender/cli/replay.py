"""`creditpath replay`: what was answered then, and is it what would be answered again?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

from typer import Exit, Option

from recommender.cli.options import Answers, AsJson, Key, Lang, Ledger, Model, Store, Whose
from recommender.cli.output import Out

if TYPE_CHECKING:
    from recommender.recommend.replaying import Again
    from recommender.store import Answer

OTHER = 1


def replay(
    key: Key,
    learner: Whose = None,
    again: Annotated[bool, Option("--again", help="opt.again")] = False,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    answers: Answers = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the bytes that were kept; with `--again` say whether they come out anew."""
    from recommender.cli.opening import bank_from, settings_from
    from recommender.recommend.keeping import answers_url
    from recommender.recommend.replaying import answer_once, computed_again
    from recommender.store import open_store

    out = Out.of(lang, as_json)
    with open_store(answers or answers_url(settings_from(store, ledger, model)), make=False) as kept:
        found = answer_once(kept, key, learner)
    if not again:
        _write(found.body)
        return
    compared = computed_again(bank_from(store, ledger, model), found)
    if as_json:
        out.answer(_as_data(found, compared))
    else:
        _say(out, found, compared)
    if not compared.same:
        raise Exit(OTHER)


def _write(body: bytes) -> None:
    """The bytes and nothing else; only a terminal gets an end of line."""
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    if sys.stdout.isatty():
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _as_data(found: Answer, compared: Again) -> dict[str, Any]:
    from recommender.recommend.explaining import head

    rows = [{"at": place, "before": one, "after": two} for place, one, two in compared.differences]
    others = {name: {"then": then, "now": now} for name, (then, now) in compared.others.items()}
    return {**head(found), "same": compared.same, "program": others, "differences": rows}


def _say(out: Out, found: Answer, compared: Again) -> None:
    if compared.same:
        out.line(
            out.say(
                "replay_same",
                kind=found.kind,
                learner=found.learner,
                as_of=found.as_of,
                position=found.position,
            ),
            "green",
        )
    else:
        out.line(out.say("replay_other", count=len(compared.differences)), "yellow")
        for place, one, two in compared.differences[:20]:
            out.line(f"  {place}: {one!r} → {two!r}")
    for what, (then, now) in compared.others.items():
        out.line(out.say("replay_program", what=what, then=then, now=now))
    if found.cut:
        out.line(out.say("replay_cut"))
