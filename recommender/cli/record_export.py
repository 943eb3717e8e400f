"""`creditpath record export`: what does a learner carry away, in a format that others read?"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Exit, Option

from recommender.cli.options import AsJson, AsOf, Lang, Ledger, MaybeLearner, RecordFile, Store
from recommender.cli.output import Json, Out
from recommender.cli.record_options import ContextsDir, SchemaDir
from recommender.errors import CheckFailed, InputError

if TYPE_CHECKING:
    from recommender.catalogue import Catalogue
    from recommender.ledger import Record

LEFT_OUT = 2


def record_export(
    form: Annotated[Literal["elmo", "clr", "badges"], Option("--format", help="opt.record_format")],
    out_file: Annotated[Path, Option("--out", metavar="FILE", help="opt.export_out", show_default=False)],
    learner: MaybeLearner = None,
    record: RecordFile = None,
    key: Annotated[Path | None, Option("--key", metavar="FILE", help="opt.key", show_default=False)] = None,
    proof: Annotated[
        Literal["data-integrity", "jwt"], Option("--proof", help="opt.proof")
    ] = "data-integrity",
    issuer: Annotated[
        str | None, Option("--issuer", metavar="URI", help="opt.issuer", show_default=False)
    ] = None,
    issuer_name: Annotated[
        str | None, Option("--issuer-name", metavar="TEXT", help="opt.issuer_name", show_default=False)
    ] = None,
    given_names: Annotated[
        str | None, Option("--given-names", metavar="TEXT", help="opt.given_names", show_default=False)
    ] = None,
    family_name: Annotated[
        str | None, Option("--family-name", metavar="TEXT", help="opt.family_name", show_default=False)
    ] = None,
    contexts: ContextsDir = None,
    schema: SchemaDir = None,
    as_of: AsOf = None,
    store: Store = None,
    ledger: Ledger = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the record of a learner, or of a file, as of a day."""
    from recommender.cli.opening import bank_from, day_from, record_from
    from recommender.cli.show.record import export_parts
    from recommender.recommend.bank import CIVIL_ZONE

    out = Out.of(lang, as_json)
    day = day_from(as_of)
    _go_together(form, key, given_names or family_name, issuer)
    bank = bank_from(store, ledger, None)
    held, findings = record_from(bank, learner, record, day)
    moment = datetime.combine(held.as_of, time.min, CIVIL_ZONE)
    if form == "elmo":
        told = _elmo(held, bank.catalogue, moment, (given_names or "", family_name or ""), schema, out_file)
    else:
        said = (issuer, issuer_name or "", key, proof, contexts)
        told = _credentials(form, held, bank.catalogue, moment, said, out_file)
    answer = {
        "format": form,
        "out": str(out_file),
        "learner": str(held.learner),
        "as_of": held.as_of.isoformat(),
        **told,
    }
    if as_json:
        out.answer(answer)
    else:
        out.show(*export_parts(answer, out.language))
    for finding in findings:
        out.remark(str(finding))
    if findings:
        raise Exit(LEFT_OUT)


def _go_together(form: str, key: Path | None, names: str | None, issuer: str | None) -> None:
    """Names belong to a transcript, keys and issuers to credentials."""
    from recommender.interchange.badges.shape import is_address

    if form == "elmo" and (key or issuer):
        raise InputError("expected only with --format clr or badges", place="--key" if key else "--issuer")
    if form != "elmo" and names:
        raise InputError("expected only with --format elmo", place="--given-names")
    if issuer is not None and not is_address(issuer):
        raise InputError(f"expected an address with its scheme, found {issuer!r}", place="--issuer")
    if form != "elmo" and key is None and issuer is None:
        raise InputError(
            "expected the address of the issuer, or a --key that stands for it", place="--issuer"
        )


def _elmo(
    record: Record,
    catalogue: Catalogue,
    moment: datetime,
    names: tuple[str, str],
    schema: Path | None,
    file: Path,
) -> Json:
    """The transcript, checked by the official schema where that is there."""
    from recommender.cli.record_options import put
    from recommender.interchange.elmo.schema import problems, schema_in
    from recommender.interchange.elmo.write import Holder, left_out, write

    content = write(record, catalogue, moment, Holder(*names))
    if schema is not None and (found := problems(content, schema_in(schema), str(file))):
        raise CheckFailed(tuple(found))
    put(file, content)
    return {
        "files": 1,
        "signed": False,
        "valid": None if schema is None else True,
        "left_out": left_out(record, catalogue),
    }


def _credentials(
    form: str,
    record: Record,
    catalogue: Catalogue,
    moment: datetime,
    said: tuple[str | None, str, Path | None, str, Path | None],
    file: Path,
) -> Json:
    """Badges in a folder, or one record of them all, signed where there is a key."""
    from datetime import UTC

    from recommender.cli.record_options import contexts_from, put
    from recommender.interchange.badges.sign import signer_from
    from recommender.interchange.badges.write import Publisher, badges_of, clr_of, left_out, plain
    from recommender.interchange.native import new_directory

    issuer, name, key, proof, folder = said
    signer = signer_from(key, issuer) if key else None
    publisher = Publisher(signer.issuer if signer else issuer or "", name)
    utc = moment.astimezone(UTC)
    badges = badges_of(record, catalogue, publisher, utc)
    inside = signer is not None and proof == "data-integrity"
    known = contexts_from(folder)
    if inside and signer:
        badges = [signer.within(one, utc, known) for one in badges]
    several = badges if form == "badges" else [clr_of(badges, record, publisher, utc)]
    if inside and signer and form == "clr":
        several = [signer.within(several[0], utc, known)]
    contents = [signer.around(one).encode() if signer and not inside else plain(one) for one in several]
    ending = "jwt" if signer and not inside else "json"
    if form == "badges":
        new_directory(file)
        for number, content in enumerate(contents, start=1):
            put(file / f"badge-{number:04d}.{ending}", content)
    else:
        put(file, contents[0])
    return {
        "files": len(contents),
        "signed": signer is not None,
        "issuer": publisher.id,
        "valid": None,
        "left_out": left_out(record),
    }
