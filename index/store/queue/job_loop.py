"""The loop of a worker: procrastinate takes jobs, and jobs whose worker has died are given to others."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import procrastinate
from procrastinate import jobs
from procrastinate.worker import Worker

from index.errors import LibraryError
from index.store.postgres.postgres_schema import COMMON
from index.store.queue.job_queue import JobQueue
from index.store.queue.queue_rows import TASK
from index.store.queue.weights import DEAD_AFTER, HEARTBEAT, SWEEP_PAUSE, TRY_AGAIN, WATCH_PAUSE
from index.store.weights import POSTGRES_WAIT

_GONE = (LibraryError, procrastinate.exceptions.ConnectorException)


class JobLoop:
    """Takes the jobs of ``queue`` one after another, and has ``add`` work on the files of each.

    ``say`` hears that Postgres does not answer, and that it does again.
    """

    def __init__(
        self, queue: JobQueue, add: Callable[[Sequence[int]], None], say: Callable[[str], None]
    ) -> None:
        for name in ("asyncio", "procrastinate", "psycopg.pool"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # its failures are told by ours
        self._queue, self._add, self._say = queue, add, say
        self._worker: Worker | None = None
        self._running: set[int] = set()
        self._lost: set[int] = set()  # jobs of this worker's that it did not work on at the last look
        self._events: asyncio.AbstractEventLoop | None = None
        self._stopped = False

    def stop(self) -> None:
        """Take no more jobs, and return from :meth:`run` once the one under way is done."""
        self._stopped = True
        if self._worker is not None:
            self._worker.stop()  # type: ignore[no-untyped-call]
        if self._events is not None:
            self._events.call_soon_threadsafe(lambda: None)  # it may sleep for seconds

    def give_back(self) -> None:
        """Let other workers take the job under way at once; this process ends then."""
        with suppress(LibraryError):
            self._queue.take_back(set(self._running))

    async def run(self) -> None:
        """Work until :meth:`stop`; while Postgres does not answer, try again and again."""
        self._events, silent = asyncio.get_running_loop(), False
        while not self._stopped:
            try:
                await asyncio.to_thread(self._queue.make)
                if silent:
                    self._say(f"Postgres at {self._queue.place} answers again")
                silent = False
                with self._queue.database.place.failures():
                    await self._work()
            except _GONE as error:
                if not silent and not self._stopped:
                    self._say(f"{_line(error, self._queue.place)}; trying again every {TRY_AGAIN} seconds")
                silent = True
                await self._pause(TRY_AGAIN)

    async def _work(self) -> None:
        """Be one worker until it is stopped, or loses its connection."""
        app = procrastinate.App(connector=self._connector())
        app.task(name=TASK, pass_context=True, retry=procrastinate.RetryStrategy(wait=TRY_AGAIN))(self._job)
        async with app.open_async():
            self._worker = Worker(
                app,
                name="readback",
                install_signal_handlers=False,
                delete_jobs=jobs.DeleteJobCondition.ALWAYS,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
            )
            watch = asyncio.create_task(self._watch(app.job_manager))
            try:
                if not self._stopped:
                    await self._worker.run()  # type: ignore[no-untyped-call]
            finally:
                watch.cancel()
                self._worker = None

    def _job(self, context: procrastinate.JobContext, files: list[int]) -> None:
        """Work on one job, in a thread."""
        job = context.job.id or 0
        self._running.add(job)
        try:
            self._add(files)
        finally:
            self._running.discard(job)

    async def _watch(self, manager: Any) -> None:
        """Look for jobs of dead workers, and for what is old, again and again."""
        pauses = 0
        while True:
            with suppress(*_GONE):
                await self._rescue(manager)
                if pauses % round(SWEEP_PAUSE / WATCH_PAUSE) == 0:
                    await asyncio.to_thread(self._queue.sweep)
            pauses += 1
            await asyncio.sleep(WATCH_PAUSE)

    async def _rescue(self, manager: Any) -> None:
        dead = {job.id for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER)}
        mine = self._worker.worker_id if self._worker else None
        idle = set[int]()
        if mine is not None:  # a job is done, and Postgres was gone when that was to be noted
            doing = await manager.list_jobs_async(status="doing", worker_id=mine)
            idle = {job.id for job in doing} - self._running
        lost, self._lost = idle & self._lost, idle
        await asyncio.to_thread(self._queue.take_back, dead - self._running | lost)

    def _connector(self) -> procrastinate.PsycopgConnector:
        async def enter(connection: Any) -> None:
            await connection.execute(f"SET search_path TO {COMMON}")
            if not connection.autocommit:
                await connection.commit()

        return procrastinate.PsycopgConnector(
            conninfo=self._queue.database.place.conninfo,
            configure=enter,
            min_size=1,
            max_size=4,
            timeout=POSTGRES_WAIT,
        )

    async def _pause(self, seconds: int) -> None:
        for _ in range(seconds):
            if not self._stopped:
                await asyncio.sleep(1)


def _line(error: Exception, place: str) -> str:
    return str(error) if isinstance(error, LibraryError) else f"Postgres at {place} does not answer"
