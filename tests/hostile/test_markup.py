"""Markup in articles: `[@click=app.quit]x[/]` is five words of text to this program, and never a button.

The first half reads the program's own source: nothing but literals may go where Textual reads markup. The second half
shows markup from everywhere that text can come from, and clicks on it.
"""

import ast
import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

import tui_reader
from tests.updating import bring_up_to_date
from tui_reader import Library, Span
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.panes.search import SearchBox

SOURCE = Path(tui_reader.__file__).parent

# What reads markup in the text it is given, unless it is told not to.
READERS = {"Static", "Label", "Button", "Option", "notify", "from_markup"}
TITLES = {"border_title", "border_subtitle", "tooltip"}
HARMLESS = {"id", "classes", "name", "disabled", "severity", "timeout"}


def find_markup(source: str) -> list[str]:
    """Every place in some Python source where text that is not a literal could be read as markup."""
    return [f"line {line}: {what}" for line, what in sorted(set(_places(ast.parse(source))))]


def _places(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.ClassDef):
            bases = READERS & {_name(base) for base in node.bases}
            yield from ((node.lineno, f"a class made of {base}") for base in bases)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = TITLES & {_name(target) for target in targets}
            if node.value is not None and not isinstance(node.value, ast.Constant):
                yield from ((node.lineno, name) for name in names)


def _in_call(call: ast.Call) -> Iterator[tuple[int, str]]:
    name = _name(call.func)
    for keyword in call.keywords:
        is_literal = isinstance(keyword.value, ast.Constant)
        if keyword.arg == "markup" and not (is_literal and ast.literal_eval(keyword.value) is False):
            yield call.lineno, "markup"
        elif keyword.arg in TITLES and not is_literal:
            yield call.lineno, keyword.arg
        elif name in READERS and keyword.arg not in (*HARMLESS, "markup") and not is_literal:
            yield call.lineno, name
    if name in READERS and not all(isinstance(argument, ast.Constant) for argument in call.args):
        yield call.lineno, name
    if name == "setattr" and len(call.args) > 1:
        attribute = call.args[1]
        if not isinstance(attribute, ast.Constant) or attribute.value in TITLES:
            yield call.lineno, "setattr"


def _name(node: ast.AST) -> str:
    """The last word of a name: `Static` for `textual.widgets.Static`, and for `Static[int]`."""
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_text_but_the_programs_own_is_read_as_markup(path: Path) -> None:
    assert find_markup(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Static(title)",
        "textual.widgets.Static(f'{title}')",
        "Label('by ' + author)",
        "Static(content=title)",
        "Static(*lines)",
        "Static(**fields)",
        "Static('plain', markup=True)",
        "Input(value, markup=True)",
        "Input(value, markup=wanted)",
        "self.notify(message)",
        "self.app.notify('done', title=title)",
        "self.border_title = title",
        "self.border_title: str = title",
        "self.border_subtitle += title",
        "widget.tooltip = article.title",
        "Widget(tooltip=title)",
        "setattr(widget, 'border_title', title)",
        "setattr(widget, name, title)",
        "Option(title)",
        "options.add_option(Option(prompt=title))",
        "Content.from_markup(title)",
        "Text.from_markup(title)",
        "class Headline(Static): ...",
        "class Choice(widgets.Button): ...",
    ],
)
def test_markup_that_somebody_planted_is_found(planted: str) -> None:
    assert len(find_markup(f"import textual\n\n{planted}\n")) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        "Static('No articles yet')",
        "Static('by', id=name, classes=classes, markup=False)",
        "self.notify('kept')",
        "self.border_title = 'Keys'",
        "border_title = None",
        "Input(value)",
        "title = tooltip(article)",
        "setattr(widget, 'value', value)",
        "class Headline(Widget): ...",
    ],
)
def test_what_is_harmless_is_not_taken_for_markup(harmless: str) -> None:
    assert find_markup(harmless) == []


# On the screen

MARKUP = ("[@click=app.quit]x[/]", "[/nope]", "[bold]", "{", "$")
ALL = " ".join(MARKUP)
NAME = "stem [@click=app.quit]x[bold] { $ [nope"
"""A file's name cannot hold a slash."""
SIZE = (160, 50)
TIMEOUT = 120
"""Seconds: far more than anything here takes, even on a busy machine."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library in which everything that is shown holds markup."""
    articles = tmp_path / f"library {NAME}" / "articles"
    articles.mkdir(parents=True)
    body = f"The body says {ALL} and Kim {MARKUP[0]} Kardashian said so in [bold] May 2021, as long as a sentence is."
    matter = f"---\nsource: 'Source {ALL}'\nauthor: 'Nell {ALL}'\n---\n\n"
    whole = f"{matter}Headline {ALL}\n\nCaption {ALL}\n(Image credit: {ALL})\n\n{body}\n\nBy Nell [bold] Oakshott\n"
    (articles / "whole.txt").write_text(whole)
    (articles / f"{NAME}.txt").write_text(f"Only a body, {ALL}, in one paragraph that is as long as a sentence is.\n")
    with closing(Library(bring_up_to_date(articles.parent))) as library:
        yield library


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something is so, while searches, reading and indexing go on."""
    async with asyncio.timeout(TIMEOUT):
        while not is_so():
            with suppress(WorkerCancelled):
                await pilot.app.workers.wait_for_complete()
            await pilot.pause(0)


async def until_shown(pilot: Pilot[None], app: ReaderApp, words: str) -> None:
    await until(pilot, lambda: words in "\n".join(shown(app)))


async def search(pilot: Pilot[None], app: ReaderApp, words: str) -> None:
    """Paste a query into the search box."""
    box = app.screen.query_one(SearchBox)
    box.post_message(events.Paste(words))
    await until(pilot, lambda: box.value == words)


def shown(app: ReaderApp) -> list[str]:
    """The lines of the screen."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


async def click_on_all(pilot: Pilot[None], app: ReaderApp) -> int:
    """Click on the `x` of every `[@click=app.quit]x` on the screen; return how many there are."""
    before = "[@click=app.quit]"
    places = [(line.index(before) + len(before), y) for y, line in enumerate(shown(app)) if f"{before}x" in line]
    for place in places:
        await pilot.click(offset=place)
        assert app.is_running
        assert app.return_code is None
    return len(places)


async def test_markup_is_shown_as_it_is_written_wherever_it_comes_from(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await search(pilot, app, "headline")
        for words in ("Headline", "Caption", "Source", "The body says"):
            await until_shown(pilot, app, f"{words} {MARKUP[0]}")
        await until_shown(pilot, app, f"library {NAME}")


async def test_a_file_name_with_markup_is_shown_as_the_title_that_it_stands_for(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await search(pilot, app, "only")
        # Cut off in the list, in full above the article.
        await until(pilot, lambda: any(line.startswith(f"▏{NAME[:25]}") for line in shown(app)))
        await until_shown(pilot, app, f"{NAME} · ")


async def test_a_query_with_markup_is_shown_as_it_was_typed(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await search(pilot, app, ALL)
        await until(pilot, lambda: ALL in shown(app)[1])
        assert app.is_running


async def test_a_click_on_markup_does_nothing_but_what_a_click_on_text_does(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await search(pilot, app, "headline")
        await until_shown(pilot, app, f"The body says {MARKUP[0]}")
        assert await click_on_all(pilot, app) >= 6
        await until_shown(pilot, app, f"The body says {MARKUP[0]}")


async def test_a_kept_passage_with_markup_is_listed_as_it_was_kept(library: Library) -> None:
    article = library.article("articles/whole.txt")
    start = article.text.index("The body says")
    library.bookmarks.add(article, Span(start, start + 60), note=ALL, tags=MARKUP)
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("escape", "B")
        await until_shown(pilot, app, f"The body says {ALL}")
        assert await click_on_all(pilot, app) >= 1
