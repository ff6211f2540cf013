"""The least that Textual shows: the peer of a start."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input, Static


class Blank(App[None]):
    """A box to type in, a line, the keys."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="type to search")
        yield Static("nothing yet", markup=False)
        yield Footer()


if __name__ == "__main__":
    Blank().run()
