"""Asking beside the screen: in a thread, at an office of its own."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

from xiaxian_tasks.office.desk import Office

Answer = TypeVar("Answer")


async def asked(office: Office, ask: Callable[[Office], Answer], *, to_the_end: bool = False) -> Answer:
    """The answer of a second office at the same ledger. Raises what asking raises.

    Leaving the program does not wait for it: the proof of a large ledger takes minutes. What records is done
    `to_the_end`.
    """
    if to_the_end:
        return await asyncio.to_thread(_answer, office, ask)
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Answer] = loop.create_future()

    def settle(found: Answer | None, error: BaseException | None) -> None:
        if answer.cancelled():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)  # type: ignore[arg-type]  # where nothing was raised there is an answer

    def work() -> None:
        found, slip = None, None
        try:
            found = _answer(office, ask)
        except BaseException as error:  # noqa: BLE001  # it is raised again by whoever waits
            slip = error
        with suppress(RuntimeError):  # the program was left meanwhile
            loop.call_soon_threadsafe(settle, found, slip)

    Thread(target=copy_context().run, args=(work,), daemon=True).start()
    return await answer


def _answer(office: Office, ask: Callable[[Office], Answer]) -> Answer:
    again = office.again()  # in the thread: a connection belongs to the one that opened it
    try:
        return ask(again)
    finally:
        again.store.close()
