"""`creditpath demo`: a synthetic bank, one learner's path with its reasons, then her page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote

from typer import Option

from recommender.cli.options import AsJson, Lang, Port
from recommender.cli.output import Json, Out

if TYPE_CHECKING:
    from recommender.demo.people import Person
    from recommender.settings import Settings

BankName = Literal["delta", "acbs"]
DIRECTORIES = {"delta": "demo", "acbs": "demo-acbs"}
"""Where each bank is kept, below `var`, unless told otherwise."""


def demo(
    bank: Annotated[BankName, Option("--bank", help="opt.demo_bank")] = "delta",
    directory: Annotated[
        Path | None, Option("--dir", metavar="DIR", help="opt.demo_dir", show_default=False)
    ] = None,
    learners: Annotated[
        int | None,
        Option("--learners", min=0, max=1_000_000, help="opt.demo_learners", show_default=False),
    ] = None,
    scale: Annotated[float, Option("--scale", min=0.05, max=1.0, help="opt.demo_scale")] = 1.0,
    seed: Annotated[int, Option("--seed", min=0, help="opt.demo_seed")] = 7,
    no_serve: Annotated[bool, Option("--no-serve", help="opt.no_serve", show_default=False)] = False,
    port: Port = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Make what is missing, tell the tour, serve."""
    from recommender.cli.demo_bank import demo_settings
    from recommender.cli.progress import Stages
    from recommender.demo.banks import BANKS

    out, person = Out.of(lang, as_json), BANKS[bank].people[0]
    directory = directory or Path("var") / DIRECTORIES[bank]
    with Stages(out) as told:
        settings = demo_settings(directory, learners, scale, seed, told, bank)
    _tell(out, settings, directory, seed, person)
    if not no_serve:
        _serve(out, settings, port, person)


def _tell(out: Out, settings: Settings, directory: Path, seed: int, person: Person) -> None:
    """The path on the day on which the demo ledger ends: the same words, whenever it is run."""
    from recommender.cli.show.plan import tour_parts
    from recommender.cli.show.words import day
    from recommender.demo.entries import AS_OF

    plan = _plan(settings, person)
    if out.as_json:
        out.answer({"directory": str(directory), "seed": seed, "learner": person.id, "plan": plan})
        return
    zh = out.language == "zh"
    name, why = (person.zh, person.why_zh) if zh else (person.en, person.why_en)
    out.line(out.say("demo_bank", seed=seed, directory=directory), style="magenta")
    out.line(out.say("demo_person", name=name, id=person.id, why=why))
    out.line(out.say("demo_day", day=day(AS_OF.isoformat(), out.language)), style="dim")
    out.show(*tour_parts(plan, out.language))
    told = out.say(
        "demo_next",
        id=person.id,
        day=AS_OF,
        store=settings.store_url,
        ledger=settings.ledger_url,
        model=settings.model_dir,
    )
    out.console.print(told, soft_wrap=True, style="dim")


def _plan(settings: Settings, person: Person) -> Json:
    from recommender.recommend import build_request, open_bank, plan_for
    from recommender.recommend.record import read_record

    bank = open_bank(settings)
    record = read_record(bank, person.id, None)
    plan: Json = plan_for(bank, record, build_request(bank, record), explain=True)
    return plan


def _serve(out: Out, settings: Settings, port: int | None, person: Person) -> None:
    """The page of the person, on the usual port where it is free, else on another."""
    from recommender.cli.serving import address_of, listen, need_service, run_service
    from recommender.errors import InputError

    need_service()
    try:
        bound = listen(settings.host, settings.port if port is None else port)
    except InputError:
        if port is not None:
            raise
        bound = listen(settings.host, 0)
    name = person.zh if out.language == "zh" else person.en
    url = f"{address_of(bound)}/learners/{quote(person.id, safe='/')}?lang={out.language}"
    out.remark(out.say("demo_page", name=name, url=url))
    run_service(settings, bound, log_level="warning")
