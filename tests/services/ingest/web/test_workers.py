"""Only so many commands wait: those beyond are told to come again, and nobody who waits is forgotten."""

import asyncio
from contextlib import closing
from threading import Event

import pytest

from services.ingest.web.request import Unfit
from services.ingest.web.workers import Workers


def test_whoever_comes_while_too_many_wait_is_told_to_come_again() -> None:
    async def crowd(workers: Workers) -> list[int]:
        end = Event()

        def work() -> int:
            end.wait(30)
            return 1

        waiting = [asyncio.create_task(workers.run(work)) for _ in range(4)]
        await asyncio.sleep(0)
        with pytest.raises(Unfit) as refused:
            await workers.run(work)
        end.set()
        assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "1"})
        done = await asyncio.gather(*waiting)
        return [*done, await workers.run(work)]

    with closing(Workers(at_once=1, waiting_at_most=3)) as workers:
        assert asyncio.run(crowd(workers)) == [1] * 5
