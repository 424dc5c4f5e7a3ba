"""Publishing put together: what the office tells, as objects, into a calendar on another server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xiaxian_tasks.errors import Misused
from xiaxian_tasks.office.desk import Office

if TYPE_CHECKING:
    from xiaxian_tasks.channels.caldav import Calendar
    from xiaxian_tasks.domain.feed import Shape
    from xiaxian_tasks.office.feeds import Scope
    from xiaxian_tasks.office.publishing import Outcome, Step
    from xiaxian_tasks.ports.collection import Wanted

SECRET_AT_MOST = 10_000
"""Bytes of a password or token; a larger file is none."""


class Server(NamedTuple):
    """A calendar server as a user names it. `secret_file` holds the password of `user`, or without one a token."""

    address: str
    user: str = ""
    secret_file: str = ""


class Told(NamedTuple):
    """What a run planned and did: `address` is the collection's, `outcome` None where only the plan was wanted."""

    address: str
    wanted: "dict[str, Wanted]"
    steps: "list[Step]"
    outcome: "Outcome | None" = None


def publish(desk: Office, server: Server, scope: "Scope", shape: "Shape", *, is_check: bool) -> Told:
    """Bring a calendar on a server to what the ledger says; with `is_check` only plan it.

    Raises Misused (2), NotFound (5), StoreFault (7), Undelivered (8) where not even a plan could be made.
    """
    from xiaxian_tasks.office import feeds

    feed = feeds.feed(desk, scope, shape)
    with _opened(desk, server, is_check=is_check) as calendar:
        from xiaxian_tasks.documents import objects

        taken = calendar.components if shape.twins else frozenset({objects.EVENTS})
        written = objects.write(feed._replace(shape=shape._replace(twins=objects.TWINS in taken, method="")))
        return _brought(desk, calendar, {each.uid: each for each in written}, is_check=is_check)


def unpublish(desk: Office, server: Server, *, is_check: bool) -> Told:
    """Remove from a calendar on a server exactly what was put there. Raises as `publish`."""
    with _opened(desk, server, is_check=is_check) as calendar:
        return _brought(desk, calendar, {}, is_check=is_check)


def _brought(desk: Office, calendar: "Calendar", wanted: "dict[str, Wanted]", *, is_check: bool) -> Told:
    from xiaxian_tasks.documents import objects
    from xiaxian_tasks.office.publishing import Round, Scene

    scene = Scene(calendar, desk.store.published(calendar.address), objects.WRITER)
    steps = scene.plan(wanted)
    if is_check:
        return Told(calendar.address, wanted, steps)
    return Told(calendar.address, wanted, steps, Round(desk.store, scene, wanted).carry_out(steps))


@contextmanager
def _opened(desk: Office, server: Server, *, is_check: bool) -> "Iterator[Calendar]":
    """The calendar, closed afterwards. What is put there is noted in the ledger, so that must be writable."""
    if desk.store.reads_only and not is_check:
        raise desk.store.reads_only
    try:
        from xiaxian_tasks.channels import caldav
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("xiaxian_tasks"):
            raise
        raise Misused("extra-missing", extra="caldav") from error
    calendar = caldav.opened(server.address, caldav.SignIn(server.user, secret(server)))
    try:
        yield calendar
    finally:
        calendar.close()


def secret(server: Server) -> str:
    """What the file of a password or token holds, without the line's end; "" where none is named.

    Raises Misused `unreadable-file`, `empty-secret`, `no-secret` (2), which name the file and never what it holds.
    """
    if not server.secret_file:
        if server.user:
            raise Misused("no-secret", name=server.user)
        return ""
    try:
        with Path(server.secret_file).expanduser().open("rb") as file:
            found = file.read(SECRET_AT_MOST + 1).decode("utf-8-sig")
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Misused("unreadable-file", file=server.secret_file, why=why) from error
    lines = found.splitlines()
    if not lines or not lines[0] or len(found) > SECRET_AT_MOST or not lines[0].isprintable():
        raise Misused("empty-secret", file=server.secret_file)
    return lines[0]
