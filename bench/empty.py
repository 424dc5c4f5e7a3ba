"""An empty Textual app, whose one line every key changes: the floor of a first frame and of a key."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """One line."""

    count = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("READY")

    def on_key(self) -> None:
        """Another number in it."""
        self.count += 1
        self.query_one(Static).update(f"READY {self.count}")


if __name__ == "__main__":
    Empty().run()
