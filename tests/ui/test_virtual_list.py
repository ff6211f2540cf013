"""The list that paints only what is seen."""

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.reactive import reactive

from tui_reader.ui.widgets.painting import Piece
from tui_reader.ui.widgets.virtual_list import VirtualList


class Numbers(VirtualList[int]):
    """Numbers, two lines each; those that end in 5 are headings."""

    row_height = reactive(2, repaint=False)
    painted = 0

    def is_choosable(self, row: int) -> bool:
        return row % 10 != 5

    def paint_row(self, row: int, width: int) -> Sequence[Sequence[Piece]]:
        Numbers.painted += 1
        return [(f"number {row}", None)], [(f"again {row}", None)]


class NumbersApp(App[None]):
    """A list, and what it said."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.chosen: list[int] = []
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield Numbers(id="numbers")

    def on_mount(self) -> None:
        self.numbers.show_rows(range(self.count))
        self.numbers.focus()

    @property
    def numbers(self) -> Numbers:
        return self.query_one(Numbers)

    def on_virtual_list_row_chosen(self, message: Numbers.RowChosen) -> None:
        self.chosen.append(message.number)

    def on_virtual_list_row_opened(self, message: Numbers.RowOpened) -> None:
        self.opened.append(message.number)

    @property
    def rows(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def test_ten_thousand_rows_cost_no_more_than_those_that_are_seen() -> None:
    app = NumbersApp(10_000)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        Numbers.painted = 0
        await pilot.press("G")
        await pilot.pause()
        assert app.rows[-2:] == ["▌number 9999", "▌again 9999"]
        assert Numbers.painted <= 10 * 20


async def test_the_chosen_row_is_always_seen() -> None:
    app = NumbersApp(100)
    async with app.run_test(size=(40, 11)) as pilot:
        for key in ("down", "pagedown", "pagedown", "up", "end", "pageup", "home", "j", "k", "space"):
            await pilot.press(key)
            await pilot.pause()
            assert any(f"number {app.numbers.rows[app.numbers.chosen]}" in row for row in app.rows), key


async def test_headings_cannot_be_chosen_in_either_direction() -> None:
    app = NumbersApp(12)
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.press("down", "down", "down", "down", "down")
        assert app.numbers.chosen == 6
        await pilot.press("up")
        assert app.numbers.chosen == 4


async def test_choosing_and_opening_are_told() -> None:
    app = NumbersApp(12)
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert app.chosen == [1, 2]
        assert app.opened == [2]


async def test_a_click_chooses_and_a_second_one_opens() -> None:
    app = NumbersApp(12)
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.click("#numbers", offset=(3, 7))
        await pilot.pause()
        assert app.chosen == [3]
        assert app.opened == []
        await pilot.click("#numbers", offset=(3, 6))
        await pilot.pause()
        assert app.opened == [3]


async def test_an_empty_list_bears_every_key() -> None:
    app = NumbersApp(0)
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.press("down", "up", "pagedown", "pageup", "G", "g", "enter")
        await pilot.pause()
        assert app.chosen == []
        assert app.opened == []
        assert app.numbers.chosen_row is None


async def test_rows_without_an_end_are_cut_and_not_wrapped() -> None:
    class Long(Numbers):
        def paint_row(self, row: int, width: int) -> Sequence[Sequence[Piece]]:
            return [("漢字" * 100, None)], [("x" * 500, None)]

    class LongApp(NumbersApp):
        def compose(self) -> ComposeResult:
            yield Long(id="numbers")

    app = LongApp(3)
    async with app.run_test(size=(33, 10)) as pilot:
        await pilot.pause()
        assert all(strip.cell_length == 33 for strip in app.screen._compositor.render_strips())
