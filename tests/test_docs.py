"""The documentation, held against the program."""

import re
from pathlib import Path

import pytest

from tui_reader.bookmarks.store.journal import KEPT
from tui_reader.cli.arguments import COMMANDS, parse_arguments
from tui_reader.library import Library
from tui_reader.search.parse import parse_query
from tui_reader.ui.keys import KEYS, shown

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
LIBRARY = (ROOT / "docs" / "library.md").read_text("utf-8")
SEARCHING = (ROOT / "docs" / "searching.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", SEARCHING, re.MULTILINE)


def test_the_query_page_has_examples() -> None:
    assert len(EXAMPLES) >= 20


@pytest.mark.parametrize(("query", "understood"), EXAMPLES)
def test_a_query_is_understood_as_its_page_says(query: str, understood: str) -> None:
    assert parse_query(query).understood == understood


@pytest.mark.parametrize("field", ["title:", "name:", "source:", "date:"])
def test_every_field_is_on_the_query_page_and_in_the_readme(field: str) -> None:
    assert field in SEARCHING
    assert field in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"gossip-reader {command}" in README
    with pytest.raises(SystemExit) as exit_info:
        parse_arguments([command, "--help"])
    assert exit_info.value.code == 0
    assert COMMANDS[command][:20].lower() in capsys.readouterr().out.lower()


@pytest.mark.parametrize("command", re.findall(r"^    gossip-reader (\w+)", README, re.MULTILINE))
def test_the_readme_names_no_command_that_is_not_there(command: str) -> None:
    assert command in COMMANDS


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_key_is_in_the_readme(key: object) -> None:
    table = README.partition("## Keys")[2].partition("## The command line")[0]
    names = {shown(name) for known in KEYS if known is key for name in known.keys}
    assert any(f"`{name}`" in table for name in names)


def test_the_readme_names_no_key_that_is_not_there() -> None:
    table = README.partition("## Keys")[2].partition("## The command line")[0]
    known = {shown(name) for key in KEYS for name in key.keys}
    assert {name for row in table.splitlines() for name in re.findall(r"`(.+?)`", row)} <= known


def test_every_file_of_an_index_is_on_the_page_of_what_lies_where(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Gala\n\nKim Kardashian came.\n")
    library = Library(tmp_path)
    list(library.update())
    library.close()
    named = set(re.findall(r"^    (\S+?)/?(?= )", LIBRARY.partition("## The index")[2], re.MULTILINE))
    assert named == {path.name for path in (tmp_path / "index").iterdir()}


def test_the_page_of_what_lies_where_says_how_many_changes_can_be_undone() -> None:
    assert f"the last {KEPT:,} changes" in " ".join(LIBRARY.split())


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_what_the_readme_links_to_is_there(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_readme_s_two_commands_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in re.findall(r"^    make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{name}:.*##", makefile, re.MULTILINE)


def test_the_front_matter_of_the_readme_is_read() -> None:
    from tui_reader.formats import parse_article

    block = re.search(r"^    ---\n(?:    .*\n)+?    ---$", README, re.MULTILINE)
    assert block is not None
    text = re.sub(r"^    ", "", block.group(), flags=re.MULTILINE) + "\n\nThe story begins here.\n\nAnd it goes on.\n"
    article = parse_article(text.encode(), "x.txt")
    assert article.title == "One Chair, Two Sisters and a Very Short Voicemail"
    assert article.byline == "Odile Marchetti, Ravi Sundaresh"
    assert article.source == "Marquee Weekly"
    assert str(article.published) == "2024-11-19"
    assert article.url.endswith("one-chair-two-sisters")
