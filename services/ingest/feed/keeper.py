"""Deliveries that come at the same time are kept in one transaction; while the disk is slow, in a few side by side."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from shared.inbox.box import FeedBox
from shared.inbox.connection import FeedBoxUnavailable
from shared.inbox.deliveries import Delivery, Kept

AT_ONCE = 200
WAITING_AT_MOST = 10_000
LANES, A_FEW = 3, 8
"""So many transactions at once at most; a further one for each few that wait."""
GATHER_SECONDS = 0.008
"""Where several came at once, the next wait for each other: many together cost little more than one alone."""
RING_SECONDS_EACH, MOST_RING_SECONDS = 0.01, 0.1
"""How long the next ring waits, for each that was kept since the last: where many come, whoever reads waits for more of
them anyway."""


class TooMany(Exception):
    """More deliveries wait than can be kept soon."""


class Keeper:
    """Over the inbox, for one event loop. What is returned is durable. Close it."""

    def __init__(self, box: FeedBox) -> None:
        self._box = box
        self._threads = ThreadPoolExecutor(LANES, thread_name_prefix="keeper")
        self._bell = ThreadPoolExecutor(1, thread_name_prefix="bell")
        self._ringing: asyncio.Task[None] | None = None
        self._unrung = 0
        self._waiting: list[tuple[Delivery, asyncio.Future[Kept]]] = []
        self._at_work = 0
        self._lanes: set[asyncio.Task[None]] = set()

    async def keep(self, delivery: Delivery) -> Kept:
        """Raises TooMany, and whatever the inbox raises; then it may be there all the same: to be sent again."""
        if len(self._waiting) >= WAITING_AT_MOST:
            raise TooMany
        kept: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, kept))
        if self._at_work < LANES and len(self._waiting) > A_FEW * self._at_work:
            self._at_work += 1
            lane = asyncio.create_task(self._lane())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)
        return await kept

    async def _lane(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._batch([delivery for delivery, _ in batch], [kept for _, kept in batch])
                if len(batch) > 1:
                    await asyncio.sleep(GATHER_SECONDS)
        finally:
            self._at_work -= 1

    async def _batch(self, deliveries: list[Delivery], answers: "list[asyncio.Future[Kept]]") -> None:
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._threads, self._kept, deliveries)
        except Exception as error:
            for answer in answers:
                if not answer.done():
                    answer.set_exception(error)
            return
        for answer, kept in zip(answers, found, strict=True):
            if not answer.done():  # whoever asked may be gone
                answer.set_result(kept)
        self._unrung += len(deliveries)
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.create_task(self._ring())

    def _kept(self, deliveries: list[Delivery]) -> Sequence[Kept]:
        return self._box.keep(deliveries, ring=False)

    async def _ring(self) -> None:
        """Once for all that were kept meanwhile. Nobody waits for it, and whoever reads looks by itself too."""
        while kept := self._unrung:
            self._unrung = 0
            with suppress(FeedBoxUnavailable):
                await asyncio.get_running_loop().run_in_executor(self._bell, self._box.ring)
            await asyncio.sleep(min(MOST_RING_SECONDS, kept * RING_SECONDS_EACH))

    def close(self) -> None:
        self._threads.shutdown()
        self._bell.shutdown()
