"""What is scrolled by lines, with a bar that tells where one is.

The one rule: the bar stands where the lines are, also one that is only shown once they have been scrolled.
"""

from textual.scroll_view import ScrollView


class Scrolled(ScrollView):
    """A view of lines. Textual tells its bar where they are when they move, and only if it is shown by then."""

    def watch_show_vertical_scrollbar(self, is_shown: bool) -> None:
        if is_shown:
            self.vertical_scrollbar.position = self.scroll_y
