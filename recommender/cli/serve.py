"""`creditpath serve`: the API and the pages of what was imported, on this machine unless a host is stated."""

from __future__ import annotations

from recommender.cli.options import Host, Lang, Ledger, Model, Port, Store
from recommender.cli.output import Out


def serve(
    host: Host = None,
    port: Port = None,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    lang: Lang = None,
) -> None:
    """Hand the application to uvicorn, until it is stopped."""
    from recommender.cli.opening import settings_from
    from recommender.cli.serving import address_of, listen, need_service, run_service

    out = Out.of(lang)
    need_service()
    settings = settings_from(store, ledger, model, host=host, port=port)
    bound = listen(settings.host, settings.port)
    out.remark(out.say("serving", url=address_of(bound)))
    run_service(settings, bound)
