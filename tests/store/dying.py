"""A process that keeps answers until it is killed, and says of each that it was kept."""

from __future__ import annotations

import sys

from recommender.errors import NotFound
from recommender.store import Store, open_store
from tests.store.keeping import ANN, answer, event


def main(url: str, first: int) -> None:
    with open_store(url) as store:
        for number in range(first, first + 100_000):
            store.keep(answer(number))
            store.add_events([event(2 * number), event(2 * number + 1)])
            store.add_plan("p", ANN, "ann", str(number), seen=_newest(store))
            print(number, flush=True)


def _newest(store: Store) -> int:
    try:
        return store.plan("p")[-1].version
    except NotFound:
        return 0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
