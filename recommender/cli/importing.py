"""`creditpath import`: what does a catalogue hold, what is wrong with it, what was not said, and where is it kept?"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from recommender.cli.options import AsJson, Lang
from recommender.cli.output import Json, Out

if TYPE_CHECKING:
    from recommender.catalogue import Catalogue, Finding, Loaded


def import_catalogue(
    source: Annotated[Path, Argument(metavar="SRC", help="opt.source", show_default=False)],
    form: Annotated[
        Literal["native", "ctdl", "fireroad", "scribe", "tables"], Option("--format", help="opt.format")
    ] = "native",
    out_directory: Annotated[
        Path | None, Option("--out", metavar="DIR", help="opt.import_out", show_default=False)
    ] = None,
    into: Annotated[
        Path | None, Option("--into", metavar="FILE", help="opt.into", show_default=False)
    ] = None,
    all_findings: Annotated[
        bool, Option("--all-findings", help="opt.all_findings", show_default=False)
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Read it, keep every good row, and name every other one; another format becomes a native directory first."""
    from recommender.cli.opening import settings_from
    from recommender.cli.show.coverage import coverage_parts
    from recommender.cli.show.findings import import_parts
    from recommender.errors import InputError

    out, start = Out.of(lang, as_json), perf_counter()
    directory, report, target = source, None, into
    if form == "native":
        if out_directory is not None:
            raise InputError(
                "expected only with another --format: a native catalogue is read as it is", place="--out"
            )
        target = into or Path(settings_from().store_url.removeprefix("sqlite:///"))
    else:
        directory, report = _convert(source, form, out_directory, out)
    loaded = _read(directory, target, out, foreign=report is not None)
    answer = _answer(loaded.catalogue, loaded.findings, target)
    if report is not None:
        answer |= {"coverage": report, "out": str(directory)}
    if as_json:
        out.answer({**answer, "meta": {"seconds": round(perf_counter() - start, 3)}})
        return
    if report is not None:
        out.show(*coverage_parts(report, out.language, all_findings))
    out.show(*import_parts(answer, out.language, all_findings))


def _convert(source: Path, form: str, directory: Path | None, out: Out) -> tuple[Path, Json]:
    """The native directory that a source of another format becomes, and what of it was kept."""
    from recommender.cli.progress import Stages
    from recommender.errors import InputError
    from recommender.interchange.converted import write
    from recommender.interchange.formats import READERS

    if directory is None:
        raise InputError("expected a new directory for the native catalogue", place="--out")
    with Stages(out) as told:
        told("converting", 0, 0)
        converted = READERS[form](source)
        report = write(converted, directory)
        told.finished("converting")
    return directory, converted.answer() | {"file": str(report)}


def _read(directory: Path, target: Path | None, out: Out, *, foreign: bool) -> Loaded:
    """What is in the directory, kept in the store where one is asked for."""
    from recommender.catalogue import read_directory, save
    from recommender.cli.progress import Stages
    from recommender.errors import Unreadable

    with Stages(out) as told:
        told("reading", 0, 0)
        loaded = read_directory(directory)
        told.finished("reading")
        if not foreign and not loaded.catalogue.items and not loaded.catalogue.qualifications:
            for finding in loaded.findings[:3]:
                out.remark(str(finding))
            raise Unreadable(
                "there is not one item or qualification in it that can be read", place=str(directory)
            )
        if target is not None:
            told("storing", 0, 0)
            save(loaded, target)
            told.finished("storing")
    return loaded


def _answer(catalogue: Catalogue, findings: tuple[Finding, ...], into: Path | None) -> Json:
    return {
        "catalogue": {
            "id": catalogue.id,
            "titles": dict(catalogue.titles),
            "version": catalogue.version,
            "synthetic": catalogue.synthetic,
        },
        "into": None if into is None else str(into),
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
    """A finding as data, with the sentences that tell it."""
    # Imported here: help is shown without it.
    from recommender.catalogue.linting.words import placed

    return {
        "file": one.file,
        "row": one.row,
        "field": one.field,
        "expected": one.expected,
        "found": one.found,
        "object_kind": one.object_kind,
        "object_id": one.object_id,
        "severity": one.severity,
        "code": one.code or "unread",
        "text": str(one),
        "told": {"zh": placed(one, "zh"), "en": placed(one, "en")},
    }
