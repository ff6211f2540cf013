"""The documentation, held against the program."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.updating import bring_up_to_date
from tui_reader.bookmarks.exchange import MOST_PASSAGES, MOST_TEXT, Format
from tui_reader.bookmarks.exchange.readwise import COLUMNS as READWISE_COLUMNS
from tui_reader.bookmarks.store.journal import KEPT
from tui_reader.cli.arguments import COMMANDS, parse_arguments
from tui_reader.errors import QueryError
from tui_reader.library.recognising import FEWEST_WORDS
from tui_reader.search.language import PASSAGES
from tui_reader.search.parse import parse_query
from tui_reader.search.query import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from tui_reader.search.tokens import FIELDS, OWN_NAMES
from tui_reader.ui.key_names import parse_key
from tui_reader.ui.keymap import Keymap, parse_keys
from tui_reader.ui.keys import KEYS, Key, shown
from tui_reader.ui.presets import PRESETS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
LIBRARY = (ROOT / "docs" / "library.md").read_text("utf-8")
SEARCHING = (ROOT / "docs" / "searching.md").read_text("utf-8")
KEEPING = (ROOT / "docs" / "keeping.md").read_text("utf-8")
KEYS_PAGE = (ROOT / "docs" / "keys.md").read_text("utf-8")
WRITINGS, MISTAKES, ACTIONS = (part.split("|---|", 1)[1] for part in re.split(r"^## ", KEYS_PAGE, flags=re.M)[1:])
EXAMPLES = re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", SEARCHING, re.MULTILINE)


QUERY_MISTAKES = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| `([^`]+)` \|$", SEARCHING, re.MULTILINE)
THAT_DAY = date(2021, 3, 10)


def test_the_query_page_has_examples() -> None:
    assert len(EXAMPLES) >= 45
    assert len(QUERY_MISTAKES) >= 15
    assert THAT_DAY.strftime("%A,\n%d %B %Y") in SEARCHING


@pytest.mark.parametrize(("query", "understood"), EXAMPLES)
def test_a_query_is_understood_as_its_page_says(query: str, understood: str) -> None:
    assert parse_query(query, today=THAT_DAY).understood == understood


@pytest.mark.parametrize(("query", "said", "mended"), QUERY_MISTAKES)
def test_a_mistake_is_told_and_mended_as_the_query_page_says(query: str, said: str, mended: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query, today=THAT_DAY)
    assert (str(caught.value), caught.value.mended) == (said, mended)


@pytest.mark.parametrize(("query", "understood"), re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", KEEPING, re.MULTILINE))
def test_a_query_for_passages_is_understood_as_its_page_says(query: str, understood: str) -> None:
    assert parse_query(query, today=THAT_DAY, language=PASSAGES).understood == understood


def test_every_field_and_state_of_a_passage_is_on_the_page_of_keeping() -> None:
    for name in (*(f"`{field}:`" for field in PASSAGES.own_names), *(f"`is:{state}`" for state in PASSAGES.states)):
        assert name in KEEPING


def test_the_page_of_keeping_says_which_formats_are_written_and_read() -> None:
    formats = re.findall(r"^\| `(\w+)` \| (yes|no) \| (yes|no) \|", KEEPING, re.MULTILINE)
    assert [name for name, _, _ in formats] == list(Format)
    for name, written, is_read in formats:
        assert written == "yes"
        arguments = ["bookmark", "export", "--format", name]
        assert parse_arguments(arguments).format == name
        if is_read == "yes":
            assert parse_arguments(["bookmark", "import", "x", "--format", name]).format == name
        else:
            with pytest.raises(SystemExit):
                parse_arguments(["bookmark", "import", "x", "--format", name])


def test_the_page_of_keeping_names_the_limits_and_columns_of_what_is_exchanged() -> None:
    page = " ".join(KEEPING.split())
    assert f"more than {MOST_TEXT // 1024 // 1024} MB or {MOST_PASSAGES:,} passages" in page
    assert f"Readwise's columns: {', '.join(READWISE_COLUMNS)}" in page
    assert f"at least {FEWEST_WORDS} words of a quote" in page


@pytest.mark.parametrize("line", re.findall(r"^    gossip-reader (bookmark .+)$", KEEPING, re.MULTILINE))
def test_every_command_on_the_page_of_keeping_is_one(line: str) -> None:
    words = ["x" if word.isupper() else word for word in re.sub(r"\[.*?\](\.\.\.)?", "", line).split()]
    assert callable(parse_arguments(words).command)
    for option in re.findall(r"--\w+", line):
        assert callable(parse_arguments([*words, option, "1" if option == "--at" else "json"]).command)


def test_every_name_of_a_field_is_on_the_query_page() -> None:
    for field in {*FIELDS} - {"tags", "mention"}:  # which are only forgiven
        assert f"`{field}:`" in SEARCHING


@pytest.mark.parametrize("field", OWN_NAMES)
def test_every_field_is_in_the_readme(field: str) -> None:
    assert f"`{field}:`" in README


def test_the_limits_of_a_query_are_on_its_page() -> None:
    limits = f"at most {MAX_LENGTH} characters, {MAX_TERMS} words and {MAX_DEPTH} levels"
    assert limits in " ".join(SEARCHING.split())


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


def written(keymap: Keymap, key: Key) -> str:
    (known,) = keymap.by_id(key.id)
    return " ".join(f"`{shown(name)}`" for name in known.keys) or "–"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_action_is_on_the_page_of_keys_with_its_keys_in_every_preset(key: Key) -> None:
    usual, *others = (written(parse_keys(f'preset = "{preset}"'), key) for preset in PRESETS)
    columns = [usual, *("" if other == usual else other for other in others)]
    row = " | ".join(("", f"`{key.id}`", key.does, *columns, "")).strip()
    assert re.sub(" +", " ", row) in [re.sub(" +", " ", line) for line in ACTIONS.splitlines()]


def test_the_page_of_keys_names_no_action_that_is_not_there() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", ACTIONS, re.MULTILINE)) == {key.id for key in KEYS}


def test_the_example_of_a_keys_toml_has_no_mistake() -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```$", KEYS_PAGE, re.MULTILINE | re.DOTALL)
    keymap = parse_keys(example)
    assert keymap.mistakes == ()
    assert keymap.preset == "vim"
    assert keymap.shown("next_article") == "^N"


@pytest.mark.parametrize("line", [line for line in WRITINGS.splitlines() if line.startswith("| `")])
def test_a_key_may_be_written_as_the_page_says(line: str) -> None:
    for word in re.findall(r"`(.+?)`", line):
        assert parse_key(word)


@pytest.mark.parametrize(("line", "said"), re.findall(r"^\| `(.+?)` \| (.+?) \|$", MISTAKES, re.MULTILINE))
def test_a_mistake_in_keys_toml_is_told_as_the_page_says(line: str, said: str) -> None:
    keymap = parse_keys(f"[keys]\n{line}\n")
    assert keymap.mistakes == (said,)
    assert keymap.keys == KEYS


def test_the_readme_names_no_key_that_is_not_there() -> None:
    table = README.partition("## Keys")[2].partition("## The command line")[0]
    known = {shown(name) for key in KEYS for name in key.keys}
    named = {name for row in table.splitlines() for name in re.findall(r"`(.+?)`", row)}
    assert {name for name in named if not re.fullmatch(r"\$[A-Z]+", name)} <= known  # $EDITOR is no key


def test_every_file_of_an_index_is_on_the_page_of_what_lies_where(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Gala\n\nKim Kardashian came.\n")
    bring_up_to_date(tmp_path)
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
