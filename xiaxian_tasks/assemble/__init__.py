"""Settings -> office. The only module that knows every part, and the only one that asks the clock."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xiaxian_tasks import bundled
from xiaxian_tasks.errors import Fault, Faulty, Misused, Refused, Stale, StoreFault
from xiaxian_tasks.office.desk import Office, demo_in, demo_of
from xiaxian_tasks.settings import Settings, default_ledger, demo_ledger
from xiaxian_tasks.store.engine import without_password
from xiaxian_tasks.store.open import open_store

if TYPE_CHECKING:
    from xiaxian_tasks.domain.ladder import Ladder
    from xiaxian_tasks.domain.scoring import Scoring
    from xiaxian_tasks.office.adopt import Checked, Loaded, Papers, Progress
    from xiaxian_tasks.office.sight import Sheet
    from xiaxian_tasks.office.waiting import PlanFile
    from xiaxian_tasks.reading import DraftTask


def now() -> datetime:
    """The true moment, with the machine's offset from UTC."""
    return datetime.now().astimezone()


def today() -> date:
    """The true day where the program runs."""
    return now().date()


def office(settings: Settings, *, founds: bool = True) -> Office:
    """An office on the ledger the settings name, which is made unless it is there already. Raises StoreFault (7)."""
    true_day = today()
    store = open_store(settings.db or default_ledger(), today=true_day, read_only=settings.read_only, founds=founds)
    demo = demo_of(store)
    on, by = settings.on or (demo.on if demo else true_day), settings.by or (demo.by if demo else login())
    desk = Office(
        store, on=on, today=true_day, by=by, now=now, reopen=lambda: office(settings, founds=False),
        key=lambda: key(settings), has_post=lambda: has_post(settings), demo=demo,
    )
    if store.is_stale:  # it was moved on from an older schema
        _remake(desk)
    return desk


def has_post(settings: Settings) -> bool:
    """Whether ways of the post are set up: by name, or beside the user's own ledger; another ledger has no such file,
    and looking for the folder would cost every command more than the answer is worth."""
    if settings.db:
        return bool(os.environ.get("XIAXIAN_POST"))
    from xiaxian_tasks.assemble import post

    return post.is_set()


def _remake(desk: Office) -> None:
    """Remake the projections; a ledger with a broken chain is opened as it stands, so that `verify` can name it."""
    from xiaxian_tasks.office import proof

    try:
        proof.rebuild(desk)
    except StoreFault as fault:
        if fault.code != "broken-chain":
            raise


SHORTEST_KEY = 16
"""Bytes a key has at least: 128 bits, below which it could be guessed from a seal."""


def key(settings: Settings) -> bytes | None:
    """The key seals are signed with, without blanks at its ends; None where none is set.

    Raises Misused `unreadable-file`, `short-key` (2), which name the file and never the key.
    """
    if not settings.key_file:
        return None
    try:
        found = Path(settings.key_file).expanduser().read_bytes().strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Misused("unreadable-file", file=settings.key_file, why=why) from error
    if len(found) < SHORTEST_KEY:
        raise Misused("short-key", file=settings.key_file, least=SHORTEST_KEY)
    return found


def verify(desk: Office, *, code: str = "") -> "Sheet":
    """Prove a ledger, beside the holiday notices that ship with the program too."""
    from xiaxian_tasks.office import proof

    return proof.verify(desk, code=code, notices=tuple(bundled.holidays()))


def back_up(settings: Settings, path: str) -> "Sheet":
    """Copy the ledger to a new file while others use it, and prove the copy: what `verify` says of it.

    Raises StoreFault (7): what stands in the way, `pg-backup` on a server.
    """
    desk = office(settings)
    try:
        desk.store.back_up(Path(path).expanduser())
    finally:
        desk.store.close()
    return _proof_of(settings, path)


def restore(settings: Settings, path: str, *, replace: bool) -> "tuple[Sheet, str]":
    """Put a backup in the ledger's place once it is proved: (what `verify` says of it, where the old one is now).

    Raises Refused `ledger-exists` (4), Misused (2), StoreFault (7): `backup-faulty` where it does not hold, `pg-backup`
    on a server.
    """
    from xiaxian_tasks.store import files

    target = files.path_of(settings.db or default_ledger())
    if target is None:
        raise StoreFault("pg-backup", place=ledger_place(settings))
    told: list[Sheet] = []

    def prove(copy: Path) -> None:
        told.append(_proof_of(settings, str(copy)))
        for fault in told[-1]["faults"]:
            if fault["code"] != "evidence-missing":  # a paper that is gone is gone in either ledger
                raise StoreFault("backup-faulty", file=path, task=fault["task"], seq=fault["seq"])

    aside = files.restore(Path(path).expanduser(), target, today=today(), replace=replace, prove=prove)
    return told[-1], str(aside) if aside else ""


def _proof_of(settings: Settings, path: str) -> "Sheet":
    from xiaxian_tasks.office import proof

    desk = office(settings._replace(db=path))
    try:
        if desk.store.is_stale:  # the copy of an older ledger was moved on as it was opened
            proof.rebuild(desk)
        return proof.verify(desk)
    finally:
        desk.store.close()


def demo(settings: Settings, path: str = "", *, again: bool = False, progress: "Progress | None" = None) -> Settings:
    """The settings of the ledger for practice (演示台账) at `path`, else in the data folder; made if there is none.

    `again` puts a new one in its place. A file that is no demo is left alone: Refused `not-a-demo` (4). StoreFault (7).
    """
    from xiaxian_tasks.store import files

    place = Path(path or demo_ledger()).expanduser()
    if place.exists() and demo_in(files.county_of(place)) is None:
        raise Refused("not-a-demo", place=str(place))
    if again or not place.exists():
        with files.draft(place, "demo") as made:
            _build_demo(made, progress)
            aside = files.restore(made, place, today=today(), replace=again, prove=lambda _copy: None)
        if aside:
            aside.unlink(missing_ok=True)
    return settings._replace(db=str(place))


def _build_demo(path: Path, progress: "Progress | None") -> None:
    from xiaxian_tasks.office.demo import building

    store = open_store(str(path), today=today())
    try:
        building.build(store, bundled_papers()._replace(people=(("people.toml", bundled.demo_people()),)), progress)
    finally:
        store.close()


def ledger_place(settings: Settings) -> str:
    """Where the settings say the ledger is, without a password."""
    return without_password(settings.db or default_ledger())


def has_ledger(settings: Settings) -> bool:
    """Whether there is a ledger to open, so that looking makes none; of a server only opening tells."""
    url = settings.db or default_ledger()
    scheme, found, rest = url.partition("://")
    if found and scheme != "sqlite":
        return True
    return Path(rest.removeprefix("/") if found else url).expanduser().exists()


def login() -> str:
    """Who acts when nobody says so: the login name, "-" where the system knows none."""
    for name in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return "-"


def bundled_papers() -> "Papers":
    """The plans, bodies, rules and holidays that ship with the program."""
    from xiaxian_tasks.office.adopt import Papers

    bodies = ((bundled.BODIES, bundled.bodies()),)
    return Papers(tuple(bundled.plans()), bodies, tuple(bundled.holidays()), tuple(bundled.rules()))


def papers(paths: Iterable[str]) -> "Papers":
    """The papers at these paths, a folder standing for its plan files; without any the bundled ones.

    The bundled bodies, rules and holidays always come along. A file that cannot be read is a fault (3).
    """
    paths = list(paths)
    base = bundled_papers()
    if not paths:
        return base
    faults: list[Fault] = []
    plans: list[tuple[str, bytes]] = []
    for path in _files(paths):
        try:
            plans.append((str(path), path.read_bytes()))
        except OSError as error:
            faults.append(Fault(str(path), 0, "unreadable-file", {"why": error.strerror or type(error).__name__}))
    if faults:
        raise Faulty(faults)
    return _sorted_out(base, plans)


def _files(paths: list[str]) -> list[Path]:
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return found


def _sorted_out(base: "Papers", sources: list[tuple[str, bytes]]) -> "Papers":
    """Plans, bodies, rules, notices and papers of the county told apart by what they hold."""
    from xiaxian_tasks import planfile

    kinds = {file: planfile.kind_of(source) for file, source in sources}

    def of(kind: str) -> tuple[tuple[str, bytes], ...]:
        return tuple(pair for pair in sources if kinds[pair[0]] == kind)

    return base._replace(
        plans=of("plan"), bodies=base.bodies + of("bodies"), holidays=base.holidays + of("holidays"),
        rules=base.rules + of("rules"), people=of("people"), scoring=of("scoring"), ladder=of("ladder"),
    )


def scoring() -> "Scoring":
    """The rules of standing that ship with the program."""
    from xiaxian_tasks import planfile

    found = planfile.read_scoring(bundled.standing(), bundled.STANDING).scoring
    assert found is not None, "a test reads the shipped rules"
    return found


def ladder() -> "Ladder":
    """The ladder that ships with the program."""
    from xiaxian_tasks import planfile

    found = planfile.read_ladder(bundled.ladder(), bundled.LADDER).ladder
    assert found is not None, "a test reads the shipped ladder"
    return found


FOLDERS = ("plans", "")
"""Where a user's own plan files are looked for, below the folder the program was started in."""


def plan_files(folder: Path) -> "list[PlanFile]":
    """A user's own plan files in and below a folder, by name, then the bundled ones.

    In the folder itself only what holds tasks is taken for a plan: many programs keep their settings in such files.
    """
    from xiaxian_tasks.office.waiting import PlanFile

    own: list[PlanFile] = []
    for name in FOLDERS:
        place = folder / name
        if place.resolve() != bundled.folder().resolve() and place.is_dir():
            own += [_plan_file(path, folder) for path in sorted(place.glob("*.toml"))]
    mine = [each for each in own if each.name.startswith("plans") or b"[[tasks]]" in each.source]
    theirs = [PlanFile(name, str(bundled.folder() / name), source, is_bundled=True) for name, source in bundled.plans()]
    return [*mine, *theirs]


def _plan_file(path: Path, folder: Path) -> "PlanFile":
    from xiaxian_tasks.office.waiting import PlanFile

    name = str(path.relative_to(folder))
    try:
        return PlanFile(name, str(path), path.read_bytes())
    except OSError as error:
        return PlanFile(name, str(path), b"", why=error.strerror or type(error).__name__)


def load(desk: Office, paths: Iterable[str], progress: "Progress | None" = None) -> "Loaded":
    """Adopt the papers at these paths, or the bundled ones."""
    from xiaxian_tasks.office import adopt

    return adopt.load(desk, papers(paths), progress)


def check(desk: Office | None, paths: Iterable[str]) -> "Checked":
    """Every fault and doubt of the papers at these paths, and against a ledger what they would change in it."""
    from xiaxian_tasks.office import adopt

    return adopt.preview(desk, papers(paths)) if desk else adopt.check((), papers(paths))


def adopt_if_empty(desk: Office, progress: "Progress | None" = None) -> int | None:
    """On an empty ledger adopt the bundled plans; how many tasks that made, None where there was something.

    Another program may be doing the same at this moment: then what it adopted is there.
    """
    if not desk.store.is_empty():
        return None
    try:
        return load(desk, (), progress).added or None
    except Stale:
        if desk.store.is_empty():
            raise
        return None


def toml_faults(source: bytes, file: str) -> list[Fault]:
    """What is wrong with a file that is no TOML: the slip it probably is."""
    from xiaxian_tasks.planfile import source as toml

    return list(toml.parse(source, file).faults)


def toml_lines(text: str) -> "Callable[[tuple[str | int, ...]], int]":
    """On which line (from 1) a key of a TOML text stands, or the nearest one around it."""
    from xiaxian_tasks.planfile.lines import Lines

    return Lines(text).of


def text_of(name: str, source: bytes) -> str:
    """The text of an official paper, by the suffix of its name. Raises Faulty (3)."""
    from xiaxian_tasks import intake

    return intake.text_of(name, source)


def draft_plan(
    settings: Settings, drafts: "list[tuple[str, DraftTask]]", *, id: str, year: int | None, first: str,
    words: Mapping[str, str],
) -> bytes:
    """Drafts as a plan file, against the bundled bodies; `first` is the text whose head the plan takes.

    Where it prints no day, the settings' day stands for the day of issue. `words` put the doubts for a person.
    """
    from xiaxian_tasks import planfile, reading
    from xiaxian_tasks.office.drafts import Frame, plan_file

    known = planfile.read_bodies(bundled.bodies(), bundled.BODIES).bodies
    frame = Frame(id, year, reading.head_of(first), settings.on or today())
    return plan_file(drafts, frame, known, words)


def file_name(name: str) -> str:
    """A name somebody gave a file, safe to write under."""
    from xiaxian_tasks.documents import file_name as safe

    return safe(name)


def python_version() -> str:
    """The Python that runs this."""
    return ".".join(map(str, sys.version_info[:3]))
