"""`creditpath ledger`: does a ledger keep the contract, how is one served, and how is a remote one copied?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option

from recommender.cli.options import AsJson, AsOf, Host, Lang, Ledger, Port
from recommender.cli.output import Out

APPLICATION = "api.core_ledger.app:create_app"
Address = Annotated[str, Argument(metavar="URL", help="opt.ledger_url", show_default=False)]


def check(
    url: Address,
    accounts: Annotated[int, Option("--accounts", min=1, max=1000, help="opt.check_accounts")] = 50,
    entries: Annotated[int, Option("--entries", min=1, max=1_000_000, help="opt.check_entries")] = 2000,
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Make each check of the contract.

    Raises:
        Exit: code 1 where one of them fails.
    """
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.cli.progress import Stages
    from recommender.cli.show.ledger import verdict_parts
    from recommender.ledger import open_ledger
    from recommender.ledger.conformance import CHECKS, Effort, conformance

    out = Out.of(lang, as_json)
    settings = settings_from(None, url)
    day = day_from(as_of) or today(settings)
    with Stages(out) as told:
        opened = open_ledger(url, settings.ledger_token)
        try:
            done = conformance(
                opened, day, Effort(accounts, entries), lambda n: told("checking a ledger", n, len(CHECKS))
            )
            found = [{"check": one.name, "passed": one.passed, "said": one.said} for one in done]
        finally:
            opened.close()
    passed = all(one["passed"] for one in found)
    if as_json:
        out.answer({"ledger": url, "passed": passed, "checks": found})
    else:
        out.show(*verdict_parts(found, out.language))
    if not passed:
        raise Exit(1)


def serve(host: Host = None, port: Port = None, ledger: Ledger = None, lang: Lang = None) -> None:
    """Serve a ledger file to other programs, until it is stopped."""
    from recommender.cli.opening import settings_from
    from recommender.cli.serving import address_of, listen, need_service, run_application
    from recommender.ledger import open_ledger

    out = Out.of(lang)
    need_service()
    settings = settings_from(None, ledger, host=host, port=port)
    open_ledger(settings.ledger_url, settings.ledger_token).close()  # what is wrong with it is told now
    bound = listen(settings.host, settings.port)
    out.remark(out.say("serving_ledger", url=address_of(bound)))
    run_application(APPLICATION, settings, bound)


def copy(
    url: Address,
    into: Annotated[Path, Option("--into", metavar="FILE", help="opt.copy_into", show_default=False)],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Copy what is new in another ledger; broken off, it goes on where the copy stands."""
    from recommender.cli.opening import settings_from
    from recommender.cli.progress import Stages
    from recommender.ledger import open_ledger
    from recommender.ledger.copied import LedgerCopy, copy_from

    out = Out.of(lang, as_json)
    settings = settings_from(None, url)
    source = open_ledger(url, settings.ledger_token)
    try:
        with LedgerCopy(into, url) as copied, Stages(out) as told:
            done = copy_from(source, copied, lambda n: told("copying a ledger", n, 0))
    finally:
        source.close()
    answer = {"into": str(into), "written": done.written, "repeated": done.repeated, "cursor": done.cursor}
    if as_json:
        out.answer(answer)
    else:
        out.line(out.say("ledger_copied", written=f"{done.written:,}", into=into))
