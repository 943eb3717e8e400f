"""`creditpath batch plan`: which plan has each learner of a cohort, all written to one file?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import IO, Annotated

from typer import Option

from recommender.cli.options import AsJson, AsOf, Lang, Ledger, Load, Model, Store
from recommender.cli.output import Out
from recommender.errors import InputError


def batch_plan(
    out_file: Annotated[Path, Option("--out", metavar="FILE", help="opt.batch_out", show_default=False)],
    qualification: Annotated[
        list[str] | None,
        Option("--qualification", metavar="QUALIFICATION", help="opt.batch_goals", show_default=False),
    ] = None,
    learners: Annotated[
        Path | None, Option("--learners", metavar="FILE", help="opt.batch_learners", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, Option("--limit", min=1, metavar="N", help="opt.batch_limit", show_default=False)
    ] = None,
    objective: Annotated[
        list[str] | None, Option("--objective", metavar="NAME", help="opt.objective", show_default=False)
    ] = None,
    load: Load = None,
    personal: Annotated[bool, Option("--personal", help="opt.batch_personal")] = False,
    as_of: AsOf = None,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Plan for many learners; the first Ctrl-C ends with what there is by then."""
    from recommender.batch.plan import learners_in, plan_learners, write_plans
    from recommender.cli.opening import bank_from, day_from, objectives_from, units_from
    from recommender.cli.progress import Stages
    from recommender.cli.show.batch import batch_parts
    from recommender.cli.stopping import stoppable
    from recommender.ledger.record import Record
    from recommender.planning import PlanRequest
    from recommender.recommend import build_request

    out = Out.of(lang, as_json)
    day, most, order = day_from(as_of), units_from(load, "--load"), objectives_from(objective)
    named = None if learners is None else _named(learners, limit)
    bank = bank_from(store, ledger, model)
    total = len(named) if named is not None else limit or 0

    def asked(record: Record) -> PlanRequest:
        return build_request(
            bank, record, qualification or (), load_units=most, personalised=personal, objectives=order
        )

    begun = process_time()
    with Stages(out) as told, stoppable() as stopped, _whole(out_file) as file:
        who: Iterable[str] = learners_in(bank, limit) if named is None else named
        found = plan_learners(bank, who, asked, day, stopped)
        tally = write_plans(found, file, lambda done: told("planning learners", done, total))
        ended = stopped()
    spent = process_time() - begun
    rate = round(tally.learners / spent, 2) if spent else None
    answer = {
        "out": str(out_file),
        "stopped": ended,
        **tally.to_json(),
        "meta": {"learners_per_second": rate},
    }
    if as_json:
        out.answer(answer)
    else:
        out.show(*batch_parts(answer, out.language))


def _named(file: Path, limit: int | None) -> list[str]:
    """Ids from a file, one a line, each once; empty lines are passed over."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise InputError(f"expected a text file with one learner a line: {wrong}", place=str(file)) from None
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if name in found:
            raise InputError(f"{name!r} is named twice", place=f"{file}:{number}")
        if name:
            found[name] = number
    return list(found)[:limit]


@contextmanager
def _whole(file: Path) -> Iterator[IO[str]]:
    """A file that is there once it is whole: who looks for it never sees half of it."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8") as open_file:
            yield open_file
            open_file.flush()
            os.fsync(open_file.fileno())
    except OSError as wrong:
        raise InputError(f"cannot be written: {wrong.strerror}", place=str(file)) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(file)
