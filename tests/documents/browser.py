"""A real Chromium, driven through chromedriver by the WebDriver protocol: what it fetches, how wide, how many pages."""

import json
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def found() -> tuple[str, str] | None:
    """The browser and its driver; None where either is not on this machine."""
    browser = next(filter(None, map(shutil.which, PROGRAMS)), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    """One window."""

    def __init__(self, address: str, session: str) -> None:
        self._base = f"{address}/session/{session}"

    def ask(self, path: str, **said: Any) -> Any:
        """One question of the protocol."""
        return _asked(f"{self._base}/{path}", said)

    def open(self, address: str, *, width: int, height: int = 800) -> None:
        """Show a page in a window that is so wide inside, as a phone does."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        self.ask("goog/cdp/execute", cmd="Emulation.setDeviceMetricsOverride", params=metrics)
        self.ask("url", url=address)

    def say(self, script: str) -> Any:
        """What an expression comes to on the page."""
        return self.ask("execute/sync", script=f"return {script}", args=[])

    def fetched(self) -> list[str]:
        """The addresses everything was asked of since last asked, whatever came of it."""
        lines = [json.loads(line["message"])["message"] for line in self.ask("se/log", type="performance")]
        asked = [line["params"]["request"]["url"] for line in lines if line["method"] == "Network.requestWillBeSent"]
        return [address for address in asked if not address.startswith("chrome://")]

    def print(self) -> bytes:
        """The page on A4, as a PDF."""
        page = {"width": 21.0, "height": 29.7}
        return b64decode(self.ask("print", page=page, shrinkToFit=False, background=False, margin={
            "top": 1.1, "bottom": 1.1, "left": 1.2, "right": 1.2,
        }))

    def picture(self, place: Path, *, height: int, width: int) -> None:
        """A picture of the page, for people."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        self.ask("goog/cdp/execute", cmd="Emulation.setDeviceMetricsOverride", params=metrics)
        place.write_bytes(b64decode(_asked(f"{self._base}/screenshot", None)))


def pages_of(printed: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@contextmanager
def running(programs: tuple[str, str], folder: Path) -> Iterator[Browser]:
    """A browser of its own, gone afterwards."""
    browser, driver = programs
    quiet: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen([driver, "--port=0"], **quiet) as process:
        try:
            assert process.stdout is not None
            port = next(m[1] for line in process.stdout if (m := re.search(r"on port (\d+)\.", line)) and m[1] != "0")
            address = f"http://127.0.0.1:{port}"
            options = {
                "binary": browser,
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"],
            }
            wanted = {"browserName": "chrome", "goog:chromeOptions": options,
                      "goog:loggingPrefs": {"performance": "ALL"}}
            session = _asked(f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
            try:
                window = Browser(address, session)
                window.ask("url", url="about:blank")  # the page it begins with fetches of its own
                window.fetched()
                yield window
            finally:
                with urlopen(Request(f"{address}/session/{session}", method="DELETE"), timeout=60):
                    pass
        finally:
            process.terminate()


def _asked(address: str, said: dict[str, Any] | None) -> Any:
    body = None if said is None else json.dumps(said).encode()
    with urlopen(Request(address, data=body, headers={"Content-Type": "application/json"}), timeout=120) as answer:
        return json.loads(answer.read())["value"]
