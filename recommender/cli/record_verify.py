"""`creditpath record verify`: is a credential, or a record of several, what it says?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from recommender.cli.options import AsJson, AsOf, Lang
from recommender.cli.output import Json, Out
from recommender.cli.record_options import ContextsDir, Documents, LookUpHosts

if TYPE_CHECKING:
    from recommender.interchange.badges.findings import Verified


def record_verify(
    file: Annotated[Path, Argument(metavar="FILE", help="opt.credential", show_default=False)],
    contexts: ContextsDir = None,
    documents: Documents = None,
    look_up: LookUpHosts = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Verify shape, dates, signature and status; nothing is imported."""
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.cli.record_options import checker_from, content_of
    from recommender.cli.show.record import verify_parts

    out = Out.of(lang, as_json)
    day = day_from(as_of) or today(settings_from())
    found, _ = checker_from(day, contexts, documents, look_up).file(content_of(file), str(file))
    answer = {"file": str(file), "as_of": day.isoformat(), **_told(found)}
    if as_json:
        out.answer(answer)
    else:
        out.show(*verify_parts(answer, out.language))


def _told(found: Verified) -> Json:
    return {
        "id": found.id,
        "kind": found.kind,
        "issuer": found.issuer,
        "state": found.state,
        "status": found.status,
        "why": list(found.why),
        "within": [_told(one) for one in found.within if one.state != "refused"],
        "refused": list(found.refused),
    }
