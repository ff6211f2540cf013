"""Plain mode, as those who hear it use it: through a pipe, in a dumb terminal, and a session asked anything at all."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.commands import LOCALE, run_command
from tests.updating import bring_up_to_date
from tui_reader.article import Span
from tui_reader.cli.plain.session import LETTERS, Session
from tui_reader.library import Library
from tui_reader.safe_text import is_safe, safe_line
from tui_reader.ui.keys import KEYS, shown

PAGE = Path(__file__).parents[1] / "docs" / "plain.md"
COMMAND = [sys.executable, "-m", "tui_reader"]
TIMEOUT = 120
"""Seconds: far more than anything here takes, even on a busy machine."""
NO_MORE = "End of the article; ] opens the next one"

REGATTA = """\
---
title: A Quarrel at the Regatta
date: 2021-02-20
source: The Harbour Bell
---

A Quarrel at the Regatta

Mara Quill on the pier.

(Image credit: The Harbour Bell)

Mara Quill danced with Silas Orme on 14 February 2021. Quill said that it was only one dance. Nobody believed her.

Silas Orme has a yacht, two sisters and no comment. "Mara was wonderful," said his cousin, Odo Fenn.

"It was only one dance, and the band was slow."

Last Friday the yacht was gone. Orme went with it, and the regatta was won by a dinghy.

By Petra Lund

Reporter

Petra Lund writes about boats and those who leave in them.
"""
DINGHY = """\
The Dinghy That Won the Regatta

Odo Fenn had never sailed before. He won all the same. The regatta gave him a cup, a towel and a cold.

Mara Quill sent him a lemon. Fenn ate it.
"""
YACHT = "No Yacht Today\n\nThe yacht of Silas Orme came back without Silas Orme.\n"

HOSTILE = """\
A Headline \x1b]0;owned\x07 With \x1b[2J Orders

\x1b[31mMara Quill\x1b[0m danced with Silas Orme on 14 February 2021.\x9b2J She said \u202e"never".

By \x1b[8mNobody
"""


@dataclass(frozen=True)
class Answer:
    """What a run came to."""

    status: int
    lines: list[str]
    talk: str


def write_articles(root: Path) -> Path:
    """Make a library of twelve articles: three with a story, and others."""
    folder = root / "articles"
    folder.mkdir(parents=True)
    stories = {"regatta": REGATTA, "dinghy": DINGHY, "yacht": YACHT}
    others = {f"other {n}": f"Other News {n}\n\nNothing happened on day {n}.\n" for n in range(1, 10)}
    for name, text in (stories | others).items():
        (folder / f"{name}.txt").write_text(text)
    return root


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of a library that may be changed."""
    return write_articles(tmp_path / "library")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with an index, a hostile article and one that cannot be read any more."""
    root = write_articles(tmp_path_factory.mktemp("indexed"))
    (root / "articles" / "hostile \x1b[2J.txt").write_text(HOSTILE)
    (root / "articles" / "gone.txt").write_text("Mara Quill Leaves\n\nMara Quill went away in May 2020.\n")
    bring_up_to_date(root)
    (root / "articles" / "gone.txt").write_bytes(b"")
    return root


@pytest.fixture
def session(indexed: Path) -> Iterator[Session]:
    with closing(Library(indexed)) as library:
        yield Session(library)


def talk(library: Path, *lines: str) -> Answer:
    """Have lines answered that come through a pipe."""
    status, out, err = run_command(
        ["--plain", str(library)],
        here=library.parent,
        environment={**os.environ, "LC_ALL": LOCALE},
        stdin="".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"),
        timeout=TIMEOUT,
    )
    return Answer(status, out.decode().splitlines(), err.decode())


# Through a pipe


def test_a_script_searches_opens_and_reads_on(library: Path) -> None:
    answer = talk(library, "slow AND yacht", "1", "", "", "", "", "", "q")
    assert answer == Answer(
        0,
        [
            "Gossip Reader, 12 articles",
            "Type words to search, / for all articles, ? for help, q to quit",
            "Most Mentioned:",
            "1. Mara Quill, 2 articles",
            "2. Odo Fenn, 2 articles",
            "3. Silas Orme, 2 articles",
            "1 article: slow AND yacht",
            "1. A Quarrel at the Regatta, 3 hits, The Harbour Bell, 20 February 2021",
            "A Quarrel at the Regatta",
            "3 hits, The Harbour Bell, Saturday 20 February 2021, 1 minute",
            "Caption: Mara Quill on the pier.",
            "Picture credit: (Image credit: The Harbour Bell)",
            "Mara Quill danced with Silas Orme on 14 February 2021.",
            "Quill said that it was only one dance.",
            "Nobody believed her.",
            "Silas Orme has a yacht, two sisters and no comment.",
            '"Mara was wonderful," said his cousin, Odo Fenn.',
            'Quote: "It was only one dance, and the band was slow."',
            "Last Friday the yacht was gone.",
            "Orme went with it, and the regatta was won by a dinghy.",
            "By Petra Lund",
            "Reporter",
            "Petra Lund writes about boats and those who leave in them.",
            NO_MORE,
            "Goodbye",
        ],
        "",
    )


def test_where_what_was_kept_came_along_from_is_heard_once(tmp_path: Path) -> None:
    before, now = tmp_path / "before \x1b[2J", tmp_path / "now"
    before.mkdir()
    (before / "yacht.txt").write_text(YACHT)
    with closing(Library(before)) as library:
        library.bookmarks.add(library.article("yacht.txt"), Span(0, 8))
    before.rename(now)
    said = safe_line(f"What you kept came along from {before}")
    for is_first in (True, False):
        with closing(Library(now)) as library:
            assert (said in Session(library).begin()) is is_first


def test_n_is_heard_as_every_hit_of_every_result_and_leads_back_as_well(session: Session) -> None:
    session.answer("orme OR regatta")
    forth = until(session, "n", "That was the last hit")
    with closing(Library(session.library.places.root)) as library:
        results = library.search("orme OR regatta")
        for hit in results.hits:
            article = library.article(hit.article)
            for span in library.find_hits(results.query, article):
                sentence = library.sentence_at(article, span.start)
                assert sentence
                assert any(spoken(article.text[slice(*sentence)]) in line for line in forth)
    assert len([line for line in forth if line.startswith("Article ")]) == len(results.hits) == 4
    back = until(session, "N", "That was the first hit")
    assert without_titles(back) == without_titles(forth)[:-1][::-1]


def spoken(text: str) -> str:
    return safe_line(" ".join(text.split()))


def until(session: Session, letter: str, end: str) -> list[str]:
    """Type a letter until the end is told; return what was said before that."""
    heard: list[str] = []
    while end not in heard:
        assert len(heard) < 500
        heard += session.answer(letter)
    return heard[:-1]


def without_titles(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("Article ")]


def test_a_number_in_the_list_of_people_leads_through_their_mentions(session: Session) -> None:
    session.answer("wonderful")
    session.answer("1")
    assert session.answer("p")[:3] == [
        "People, 3:",
        "1. Mara Quill, 4 mentions, also Mara, Quill",
        "2. Silas Orme, 3 mentions, also Orme",
    ]
    assert session.answer("2") == ["Mara Quill danced with Silas Orme on 14 February 2021."]
    assert session.prompt.startswith("mention 1 of 3, article 1, ")
    assert session.answer("n") == ["Silas Orme has a yacht, two sisters and no comment."]
    assert session.answer("n") == ["Orme went with it, and the regatta was won by a dinghy."]
    assert session.answer("n") == ["No more mention of Silas Orme here"]
    assert session.answer("3") == ['"Mara was wonderful," said his cousin, Odo Fenn.']
    assert session.answer("..") == ["n goes to the hits again"]


def test_a_date_in_the_list_is_said_as_people_say_it(session: Session) -> None:
    session.answer("wonderful")
    session.answer("1")
    assert [line for line in session.answer("p") if "February" in line] == [
        "4. 14 February 2021, 1 mention",
        "5. 19 February 2021, “Last Friday”, inferred, 1 mention",
    ]
    assert session.answer("5") == ["Last Friday the yacht was gone."]


def test_what_is_kept_is_on_the_disk_and_can_be_undone_by_the_next_session(library: Path) -> None:
    answer = talk(library, "wonderful", "n", "m", "m")
    kept, again = (line for line in answer.lines if line.startswith("Kept"))
    assert kept.startswith("Kept: “")
    assert again.startswith("Kept already: “")
    later = talk(library, "B", "1", "..", "u", "B", "U", "B")
    assert "1 kept passage" in later.lines
    assert [line for line in later.lines if line.startswith("No longer kept: ")]
    assert "Nothing is kept yet: m keeps what was read last" in later.lines
    assert later.lines[-2] == "1 kept passage"


def test_a_note_and_tags_are_written_to_what_was_read_last_and_found_by(library: Path) -> None:
    answer = talk(library, "lemon", "n", ":note who says so", ":tags thaw, red carpet", ":bookmarks tag:thaw", "..")
    assert [line for line in answer.lines if line.startswith("Note kept: “")]
    assert [line for line in answer.lines if line.startswith("Tagged thaw, red carpet: “")]
    assert "1 kept passage" in answer.lines
    later = talk(library, ":bookmarks note:zeppelin", ":bookmarks is:losst", "u", ":bookmarks tag:thaw")
    assert "Nothing that is kept matches note:zeppelin" in later.lines
    assert "Nothing that is kept matches tag:thaw" in later.lines


def test_a_kept_passage_is_opened_where_it_stands_and_removed_by_its_number(library: Path) -> None:
    opened = talk(library, "lemon", "n", "m", "zzz", "B", "1", ":remove 1", "B")
    assert opened.lines.count("Mara Quill sent him a lemon.") == 2
    assert opened.lines[-2].startswith("No longer kept: ")
    assert opened.lines[-1] == "Nothing is kept yet: m keeps what was read last"


def test_reading_goes_on_where_the_last_session_left(library: Path) -> None:
    first = talk(library, "title:quarrel", "1", "", "")
    later = talk(library, "1")
    assert later.lines[2] == "Continue Reading:"
    assert re.fullmatch(r"1\. A Quarrel at the Regatta, \d\d% read", later.lines[3])
    assert "Going on where you were; g reads from the top" in later.lines
    assert later.lines[-1] == first.lines[-1]


def test_read_marks_saved_searches_and_dates_last(library: Path) -> None:
    answer = talk(library, "title:quarrel", "1", "r", "s", ":date 3 March 2020", "/", "i")
    assert "Marked as read" in answer.lines
    assert "Saved: title:quarrel" in answer.lines
    assert any(line.startswith("1. ") and line.endswith(", read") for line in answer.lines)
    later = talk(library, "2", "date:2020-03-03", "1", "u", "i")
    assert "2. title:quarrel, 1 article" in later.lines
    assert "1 article: published on 2020-03-03" in later.lines
    assert not [line for line in later.lines[-12:] if line.endswith("(set by you)")]


def test_a_mistake_is_told_with_what_mends_it_and_the_session_goes_on(library: Path) -> None:
    lines = ('"oops', "nofield:x", "99", "p", "m", "x", ":nothing", ":page many", ":date", "zzz", "n", "lemon")
    answer = talk(library, *lines)
    assert answer.status == 0
    assert answer.lines[6:-2] == [
        'This quote is not closed, at “"oops”',
        'Did you mean: "oops"',
        "There is no field nofield: (there are title:, name:, org:, place:, source:, tag:, is:, date: and mentions:), "
        "at “nofield:x”",
        'Did you mean: "nofield x"',
        "There is no 99: the list goes from 1 to 3; / 99 searches for it",
        "No article is open: type the number of one",
        "No article is open: type the number of one",
        "x works on the screen only; / x searches for it, ? says what can be typed",
        "There is no command nothing; ?? lists all",
        ":page takes a number of paragraphs, from 1 to 99",
        "No article is open: type the number of one",
        "No article matches.",
        "understood as: zzz",
        "OR finds either of two words,",
        "kar* every word that begins so.",
        "There are no hits: type words to search for",
    ]
    assert answer.lines[-2] == "1 article: lemon"


def test_lines_that_are_no_text_are_no_end(library: Path) -> None:
    assert talk(library, "\udcff\udcfe", "\x00", "x" * 100_000, "lemon").lines[-2] == "1 article: lemon"


def test_what_is_not_found_is_answered_with_what_is(session: Session) -> None:
    said = session.answer("lemon dinghy zzz")
    assert said[-2:] == ["Leave Something Out:", "1. lemon dinghy, without zzz · 1 article"]
    assert session.answer("1")[0] == "1 article: lemon AND dinghy"


def test_a_library_without_articles_is_filled_with_the_samples_or_by_hand(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    welcome = talk(tmp_path)
    assert welcome.lines[0] == "No articles yet."
    assert str(tmp_path.resolve() / "articles") in welcome.lines
    number = next(line[0] for line in welcome.lines if "Look again" in line)
    session = subprocess.Popen(
        [*COMMAND, "--plain", str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    with session:
        assert session.stdin
        assert session.stdout
        while "Look again" not in session.stdout.readline():
            pass
        (tmp_path / "articles" / "dinghy.txt").write_text(DINGHY)
        session.stdin.write(f"{number}\n/\n")
        session.stdin.close()
        assert "1 article, newest first\n" in session.stdout
    number = next(line[0] for line in welcome.lines if "sample article" in line)
    (tmp_path / "articles" / "dinghy.txt").unlink()
    brought = talk(tmp_path, number, "/")
    assert [line for line in brought.lines if line.endswith(" articles, newest first")]


def test_what_came_since_the_last_time_is_listed_first(library: Path) -> None:
    talk(library)
    (library / "articles" / "new.txt").write_text("Something New Under the Sun\n\nA second dinghy was seen.\n")
    later = talk(library)
    assert re.fullmatch(r"New Since \d\d \w+:", later.lines[2])
    assert later.lines[3] == "1. Something New Under the Sun"


def test_the_screen_is_not_loaded(library: Path) -> None:
    code = f"""
import sys
from tui_reader.cli import main
status = main(["--plain", {str(library)!r}])
sys.exit(status or [name for name in sys.modules if name.startswith("textual")] != [])
"""
    lines = b"yacht\n1\nn\np\n1\nm\nu\nB\ni\nr\n??\n"
    assert (
        subprocess.run([sys.executable, "-c", code], input=lines, capture_output=True, timeout=TIMEOUT).returncode == 0
    )


# In a terminal


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_somebody_at_a_terminal_reads_at_its_width_and_nothing_is_painted(library: Path, term: str) -> None:
    (library / "articles" / "wide.txt").write_text(
        "Wide Words\n\n" + "漢字 かな 漢字漢字漢字漢字漢字漢字漢字 " * 20 + "\n"
    )
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "--plain", str(library)],
        env={**os.environ, "TERM": term},
        dimensions=(24, 40),
        timeout=TIMEOUT,
    )
    seen = b""

    def type_and_wait(line: str, prompt: str) -> None:
        nonlocal seen
        child.sendline(line)
        child.expect(rf"\r\n{prompt}: $")
        assert isinstance(child.before, bytes)
        seen += child.before

    child.expect("start: $")
    type_and_wait("", "results 1 to 10 of 13")
    type_and_wait("orme", "results")
    type_and_wait("n", r"hits? \d.* of \d, article 1, \d+%")
    if term == "dumb":  # readline may be told of the signal a key later
        child.send("half a word")
        child.sendintr()
        child.expect(r"\r\nhits? \d.*%: $")
    type_and_wait("title:wide", "results")
    type_and_wait("1", r"article 1, 100%")
    child.sendeof()
    child.expect(pexpect.EOF)
    assert isinstance(child.before, bytes)
    assert child.wait() == 0
    assert b"\x1b" not in seen + child.before
    assert b"\r" not in (seen + child.before).replace(b"\r\n", b"")
    assert "かな".encode() in seen
    assert max(map(cell_len, seen.decode().splitlines())) <= 40


# Whatever is typed, whatever the articles hold

_TYPED = st.one_of(
    st.sampled_from([*LETTERS, "?", "??", "/", ":", "1", "2", "3", "11", "yacht", "name:orme", "kar*", "mara quill"]),
    st.sampled_from([":page 3", ":remove 1", ":date 2021-05-05", ":date", ":next_hit", ":quit now", "/ q", "/ 12"]),
    st.text(max_size=12),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_TYPED, max_size=14))
def test_whatever_is_typed_lines_come_out_that_a_terminal_only_shows(indexed: Path, lines: list[str]) -> None:
    with closing(Library(indexed)) as library:
        session = Session(library)
        for said in [session.begin(), *map(session.answer, lines)]:
            assert all(is_safe(line) and "\n" not in line for line in said)
            assert re.fullmatch(r"[ -~]+: ", session.prompt)
        assert session.is_over == any(line.strip() in ("q", ":quit") for line in lines)


def test_no_line_about_a_hostile_article_holds_an_order(session: Session) -> None:
    typed = ["orders", "1", "", "n", "p", "1", "m", "B", "1", "i", "r", "s", "/ \x1b[2J", "H", "u", "U"]
    said = [line for heard in map(session.answer, typed) for line in heard]
    assert any("␛" in line for line in said)
    assert all(is_safe(line) for line in said)


def test_an_article_that_cannot_be_read_is_told_and_n_passes_it_by(session: Session) -> None:
    session.answer("mara quill")
    heard = until(session, "n", "That was the last hit")
    assert [line for line in heard if line.startswith("articles/gone.txt cannot be read: ")]
    assert [line for line in heard if "danced with" in line]


# What can be typed


def test_every_letter_means_what_it_means_on_the_screen_and_is_in_the_help(session: Session) -> None:
    ids = {shown(name): key.id for key in KEYS for name in key.keys}
    letters = {letter: action for letter, action in LETTERS.items() if letter not in ("", "b", "..")}
    assert letters
    assert all(ids[letter] == action for letter, action in letters.items())
    named = [name for line in session.answer("??") for name in line.partition(": ")[0].split(", ")]
    assert {letter or "Enter" for letter in LETTERS} <= set(named)


def test_the_page_on_plain_mode_names_what_can_be_typed_and_nothing_else() -> None:
    rows = [row.split("|")[1] for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| `")]
    typed = {name for row in rows for name in re.findall(r"`(.+?)`", row)}
    assert typed == {letter or "Enter" for letter in LETTERS} | {"/", "?", "??", ":page 3", ":reload", ":correct"}


@pytest.mark.parametrize("typed", [(), ("yacht",), ("yacht", "1"), ("yacht", "1", "p"), ("yacht", "1", "m", "B")])
def test_help_for_where_one_is_is_a_few_short_lines(session: Session, typed: tuple[str, ...]) -> None:
    for line in typed:
        session.answer(line)
    said = session.answer("?")
    assert 3 <= len(said) <= 8
    assert max(map(len, said)) <= 72


def test_a_page_is_as_many_paragraphs_as_somebody_wants(session: Session) -> None:
    session.answer("wonderful")
    session.answer("1")
    one = session.answer("g")
    session.answer(":page 2")
    two = session.answer("g")
    assert two[: len(one)] == one
    assert len(two) > len(one)
    assert session.answer("G")[-1] != two[-1]
    assert session.answer("") == ["End of the article; ] opens the next one"]


def test_a_text_without_paragraphs_is_read_in_parts_that_can_be_heard(tmp_path: Path) -> None:
    sentences = [f"Sentence {number} of many says nothing." for number in range(1, 3001)]
    (tmp_path / "endless.txt").write_text("An Endless Text\n\n" + " ".join(sentences) + "\n")
    with closing(Library(tmp_path)) as library:
        session = Session(library)
        heard = [session.answer("sentence AND 2990"), session.answer("1")[2:], *(session.answer("") for _ in range(3))]
        assert all(1 < len(part) <= 20 for part in heard)
        assert [line for part in heard[1:] for line in part] == sentences[:80]
        assert session.answer("b") == sentences[40:60]
        assert session.answer("(") == [sentences[39]]
        assert session.answer("G") == sentences[-20:]
        assert session.answer("") == [NO_MORE]


def test_words_without_an_end_are_read_in_pieces_that_can_be_heard(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(5000)]
    (tmp_path / "endless.txt").write_text("No End\n\n" + " ".join(words) + "\n")
    with closing(Library(tmp_path)) as library:
        session = Session(library)
        session.answer("word4000")
        (piece,) = session.answer("n")[1:]
        assert "word4000" in piece
        assert len(piece) <= 600
        session.answer("g")
        session.said = Span(0, 0)
        assert " ".join(until(session, "", NO_MORE)) == " ".join(words)


def test_sentence_by_sentence_is_as_good_as_page_by_page(session: Session) -> None:
    session.answer("wonderful")
    session.answer("1")
    session.answer(":page 99")
    whole = session.answer("g")
    for step in (")", "}"):
        session.said = Span(0, 0)
        assert until(session, step, NO_MORE) == whole
    for step in ("(", "{"):
        session.said = Span(9999, 9999)
        assert sorted(until(session, step, "That was the beginning")) == sorted(whole)
