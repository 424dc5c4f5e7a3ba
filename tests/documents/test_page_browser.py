"""A real browser opens the pages and the mail: nothing leaves them, they fit a phone, and print on two sheets."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest

from tests.documents.browser import Browser, found, pages_of, running
from tests.documents.mails import FACTS as MAILS
from tests.documents.pages import ADDRESS, HOSTILE, SIXTY, facts
from xiaxian_tasks.documents import _digest_layout, digest, page
from xiaxian_tasks.domain.feed import Shape

PHONE, DESK = 360, 1280
SCRIPT = "document.documentElement"

SHOWN = {
    "ordinary": page.write(facts()),
    "sixty": page.write(facts(SIXTY)),
    "redacted": page.write(facts(SIXTY._replace(shape=Shape(redacted=True)))),
    "hostile": page.write(HOSTILE),
    "mail": _digest_layout.page(digest.told(MAILS["ordinary"], "xiaxian.ics")).encode(),
    "hostile mail": _digest_layout.page(digest.told(MAILS["hostile"], "xiaxian.ics")).encode(),
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser | None]:
    """The browser, started once; None where there is none."""
    programs = found()
    if programs is None:
        yield None
        return
    with running(programs, tmp_path_factory.mktemp("browser")) as window:
        yield window


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine that notes what it is asked for, and has nothing."""
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # so it is called
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()


def is_here(browser: Browser | None, capsys: pytest.CaptureFixture[str]) -> bool:
    if browser is None:
        with capsys.disabled():
            sys.stderr.write("\nchromium and chromedriver are not on this machine: pages were not shown to them\n")
    return browser is not None


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_leaves_a_page_and_it_fits_a_phone(
    name: str, browser: Browser | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not is_here(browser, capsys):
        return
    assert browser is not None
    place = tmp_path / "page.html"
    place.write_bytes(SHOWN[name])
    for width in (PHONE, DESK):
        browser.fetched()
        browser.open(place.as_uri(), width=width)
        assert browser.say("window.innerWidth") == width
        assert browser.say(f"{SCRIPT}.scrollWidth") <= width, "nothing to scroll sideways"
        if "mail" not in name:
            browser.say("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert browser.say(f"{SCRIPT}.scrollWidth") <= width
        assert browser.fetched() == [place.as_uri()]


def test_a_page_refuses_what_it_is_made_to_fetch_or_run(
    browser: Browser | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even with markup put into it by force: its policy stands."""
    if not is_here(browser, capsys):
        return
    assert browser is not None
    with listening() as (address, heard):
        image = f"<img src='{address}/seen.png'>"
        place = tmp_path / "page.html"
        place.write_text(f"<title>free</title>{image}", encoding="utf-8")
        browser.open(place.as_uri(), width=DESK)
        assert heard == ["/seen.png"], "a page without a policy does fetch"
        forced = f"{image}<script>document.title = 'run'</script></main>".encode()
        place.write_bytes(SHOWN["ordinary"].replace(b"</main>", forced))
        browser.open(place.as_uri(), width=DESK)
        assert browser.say("document.title") == "夏县督查·县水利局"
        assert browser.say("document.images.length") == 1
        assert heard == ["/seen.png"]


@pytest.mark.parametrize(("name", "most"), [("ordinary", 1), ("sixty", 2), ("redacted", 2), ("mail", 2)])
def test_it_prints_on_a_sheet_or_two_without_the_address(
    name: str, most: int, browser: Browser | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not is_here(browser, capsys):
        return
    assert browser is not None
    place = tmp_path / "page.html"
    place.write_bytes(SHOWN[name])
    browser.open(place.as_uri(), width=DESK)
    printed = browser.print()
    assert 1 <= pages_of(printed) <= most
    document = import_module("pypdfium2").PdfDocument(printed)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    assert "12月25日" in text
    assert ADDRESS.rpartition("/")[2][:20] not in text


def test_what_is_to_be_copied_is_marked_whole_by_one_touch(
    browser: Browser | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not is_here(browser, capsys):
        return
    assert browser is not None
    place = tmp_path / "page.html"
    place.write_bytes(SHOWN["ordinary"])
    browser.open(place.as_uri(), width=PHONE)
    assert browser.say("getComputedStyle(document.querySelector('code')).userSelect") == "all"
    assert browser.say("document.querySelector('code').innerText") == ADDRESS
    assert browser.say("document.querySelector('a').href").startswith("webcal://")
