"""`creditpath import`: what does a catalogue directory hold, what is wrong with it, and where is it kept?"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from recommender.cli.options import AsJson, Lang
from recommender.cli.output import Json, Out

if TYPE_CHECKING:
    from recommender.catalogue import Catalogue, Finding


def import_catalogue(
    directory: Annotated[Path, Argument(metavar="DIR", help="opt.directory", show_default=False)],
    into: Annotated[
        Path | None, Option("--into", metavar="FILE", help="opt.into", show_default=False)
    ] = None,
    all_findings: Annotated[
        bool, Option("--all-findings", help="opt.all_findings", show_default=False)
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Read the directory, keep every good row, and name every other one."""
    from recommender.catalogue import read_directory, save
    from recommender.cli.opening import settings_from
    from recommender.cli.progress import Stages
    from recommender.cli.show.findings import import_parts
    from recommender.errors import Unreadable

    out, start = Out.of(lang, as_json), perf_counter()
    target = into or Path(settings_from().store_url.removeprefix("sqlite:///"))
    with Stages(out) as told:
        told("reading", 0, 0)
        loaded = read_directory(directory)
        told.finished("reading")
        if not loaded.catalogue.items and not loaded.catalogue.qualifications:
            for finding in loaded.findings[:3]:
                out.remark(str(finding))
            raise Unreadable(
                "there is not one item or qualification in it that can be read", place=str(directory)
            )
        told("storing", 0, 0)
        save(loaded, target)
        told.finished("storing")
    answer = _answer(loaded.catalogue, loaded.findings, target)
    if as_json:
        out.answer({**answer, "meta": {"seconds": round(perf_counter() - start, 3)}})
    else:
        out.show(*import_parts(answer, out.language, all_findings))


def _answer(catalogue: Catalogue, findings: tuple[Finding, ...], into: Path) -> Json:
    return {
        "catalogue": {
            "id": catalogue.id,
            "titles": dict(catalogue.titles),
            "version": catalogue.version,
            "synthetic": catalogue.synthetic,
        },
        "into": str(into),
        "counts": counts_of(catalogue),
        "findings": [finding_row(one) for one in findings],
        "not_understood": [
            {"kind": one.kind, "id": one.id, "reason": one.reason} for one in catalogue.unread
        ],
    }


def counts_of(catalogue: Catalogue) -> dict[str, int]:
    """How many objects of each kind a catalogue holds."""
    versions = catalogue.qualifications.values()
    return {
        "institutions": len(catalogue.institutions),
        "items": len(catalogue.items),
        "rules": len(catalogue.rules),
        "qualifications": len(catalogue.qualifications),
        "versions": sum(len(one) for one in versions),
    }


def finding_row(one: Finding) -> Json:
    """A finding as data, with the sentence that tells it."""
    return {
        "file": one.file,
        "row": one.row,
        "field": one.field,
        "expected": one.expected,
        "found": one.found,
        "object_kind": one.object_kind,
        "object_id": one.object_id,
        "severity": one.severity,
        "text": str(one),
    }
