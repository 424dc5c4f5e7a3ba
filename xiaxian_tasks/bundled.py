"""The papers shipped with the program: plan files, bodies, rules, holiday notices. Only `assemble` reads them."""

from pathlib import Path

BODIES = "bodies.toml"
STANDING = "standing.toml"
LADDER = "ladder.toml"
NO_PLANS = frozenset({BODIES, STANDING, LADDER})


def folder() -> Path:
    """Where the papers lie: inside the package when it was installed from a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "plans"
    return inside if inside.is_dir() else package.parent / "plans"


def plans() -> list[tuple[str, bytes]]:
    """(file name, bytes) of each plan file, by name."""
    return [(path.name, path.read_bytes()) for path in sorted(folder().glob("*.toml")) if path.name not in NO_PLANS]


def bodies() -> bytes:
    """The bytes of the file of bodies."""
    return (folder() / BODIES).read_bytes()


def demo_people() -> bytes:
    """The bytes of the file of the demo's people, all made up."""
    return (folder() / "demo" / "people.toml").read_bytes()


def standing() -> bytes:
    """The bytes of the rules of standing."""
    return (folder() / STANDING).read_bytes()


def ladder() -> bytes:
    """The bytes of the ladder of reminders."""
    return (folder() / LADDER).read_bytes()


def clients() -> bytes:
    """The bytes of the table of programs that take calendars."""
    return (folder() / "clients" / "calendars.toml").read_bytes()


def rules() -> list[tuple[str, bytes]]:
    """(file name, bytes) of each rule file, by name."""
    return [(path.name, path.read_bytes()) for path in sorted((folder() / "rules").glob("*.toml"))]


def holidays() -> list[tuple[str, bytes]]:
    """(file name, bytes) of each holiday notice, by name."""
    return [(path.name, path.read_bytes()) for path in sorted((folder() / "holidays").glob("*")) if path.is_file()]
