"""What is printed for reading, word for word, on a small ledger with a few reports.

Pages are written anew by `python -m tests.cli.test_golden`, to be read before they are committed.
"""

from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.cli.programs import SMALL, call

FOLDER = Path(__file__).parent / "golden"

REPORTS = (
    ("2023-06-20", "trial-23/3", "--milestone", "开工"),
    ("2023-08-31", "trial-23/1", "90户", "--note", "含上年结转\n十户"),
    ("2023-08-31", "trial-23/2", "50人", "--body", "甲镇"),
    ("2023-09-30", "trial-23/1", "91.8户", "--as-of", "2023-09-28"),
)
"""45.9 % of 200 homes on 30 September, where 75 % are due: 29.1 behind. One of two rows has reported: 50 of 300."""

PAGES = {
    "board": ["board"], "tasks": ["tasks"], "show-1": ["show", "trial-23/1"], "show-2": ["show", "trial-23/2"],
    "show-3": ["show", "trial-23/3"], "show-4": ["show", "trial-23/4"], "agenda": ["agenda", "--to", "2023-12-31"],
    "plans": ["plans"], "procedures": ["procedures"],
}


def ledger(folder: Path) -> Path:
    """The small ledger with its reports."""
    paper, path = folder / "trial-23.toml", folder / "golden.sqlite3"
    paper.write_text(SMALL, encoding="utf-8")
    assert call(path, "load", str(paper)).code == 0
    for on, *report in REPORTS:
        assert call(path, "report", *report, on=on).code == 0
    return path


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger(tmp_path_factory.mktemp("golden"))


def page(path: Path, name: str, lang: str) -> str:
    """A page without the true day, on which the entries were written."""
    done = call(path, *PAGES[name], lang=lang)
    assert (done.code, done.err) == (0, "")
    true_day = call(path, "history", "--json", "--limit", "1").json[0]["recorded"][:10]
    return done.out.replace(true_day, "____-__-__")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(reported: Path, name: str, lang: str) -> None:
    assert page(reported, name, lang) == (FOLDER / f"{name}.{lang}.txt").read_text(encoding="utf-8")


def rewrite() -> None:
    """Write every page anew, to be read before it is committed."""
    path = ledger(Path(mkdtemp()))
    for name in PAGES:
        for lang in ("zh", "en"):
            (FOLDER / f"{name}.{lang}.txt").write_text(page(path, name, lang), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
