"""Reads the command line.

The one rule: pure. `gossip-reader index` is the command, `gossip-reader ./index` a folder; `--library` may stand
anywhere.
"""

from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tui_reader.cli import screen
from tui_reader.safe_text import safe_text

COMMANDS = {
    "index": "bring the index up to date",
    "search": "search the articles",
    "show": "print articles",
    "mentions": "print the people, places, organisations and dates in articles",
    "people": "print the people of the library or of a result",
    "timeline": "print every date that is told of somebody, the oldest first",
    "correct": "say who is who, what is no name, and how somebody is called",
    "bookmark": "keep passages; list, show, edit, remove, export or import those that were kept",
    "keys": "print the keys of the reader",
}
"""Each command and what it does."""

_EPILOG = """\
commands (each has its own --help):
{}

DIR is a folder that holds articles/, or any folder of articles; without it the
library is $GOSSIP_READER_LIBRARY, or the nearest folder above this one that
holds articles/, or the one among your own data.
"""


class _SafeParser(ArgumentParser):
    """Repeats in its messages what was typed, which a shell may have taken from anywhere, made safe."""

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(safe_text(message), file)


def parse_arguments(argv: Sequence[str]) -> Namespace:
    """Return the arguments; `command` is the function that does what they say. Exits with 2 on wrong usage."""
    arguments = list(argv)
    parser = _command_parser() if _first_word(arguments) in COMMANDS else _reader_parser()
    return parser.parse_args(arguments)


def _first_word(arguments: Sequence[str]) -> str:
    """The first argument that is neither an option nor an option's value."""
    words = iter(arguments)
    for word in words:
        if word == "--library":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _with_library(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("--library", metavar="DIR", type=Path, default=SUPPRESS, help="the library to use")
    return parser


def _reader_parser() -> ArgumentParser:
    commands = "\n".join(f"  {name:<10} {does}" for name, does in COMMANDS.items())
    parser = _SafeParser(
        prog="gossip-reader",
        description="Read, search and keep: a terminal reader for your own collection of articles.",
        epilog=_EPILOG.format(commands),
        formatter_class=RawDescriptionHelpFormatter,
        usage="gossip-reader [--plain] [DIR]\n       gossip-reader COMMAND ...",
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="the folder to read")
    parser.add_argument("--plain", action="store_true", help="read in lines, without a screen")
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.set_defaults(command=screen.read)
    return _with_library(parser)


def _command_parser() -> ArgumentParser:
    from tui_reader.cli import (
        keeping,
        people,
        reading,
        searching,
    )  # here: the reader, which loads enough, needs none of them

    parser = _with_library(_SafeParser(prog="gossip-reader", allow_abbrev=False))
    commands = parser.add_subparsers(required=True)

    def add(name: str, command: object) -> ArgumentParser:
        added = commands.add_parser(name, help=COMMANDS[name], description=COMMANDS[name].capitalize() + ".")
        added.set_defaults(command=command)
        added.add_argument("--json", action="store_true", help="print JSON")
        return _with_library(added)

    index = add("index", searching.index)
    index.add_argument("--rebuild", action="store_true", help="begin anew, whatever is there")

    search = add("search", searching.search)
    search.add_argument(
        "query", metavar="QUERY", nargs="+", help='words, "a phrase", OR, -word, kar*, word~, title: name: …'
    )
    search.add_argument("--limit", metavar="N", type=_count, default=20, help="how many articles to print (20)")
    search.add_argument("--sort", choices=("relevance", "newest", "oldest", "title"), default="relevance")

    show = add("show", reading.show)
    show.add_argument("names", metavar="ARTICLE|FILE", nargs="+", help="articles of the library, or files")

    mentions = add("mentions", reading.mentions)
    mentions.add_argument(
        "names", metavar="ARTICLE|FILE", nargs="+", help="articles or files; - reads them as JSON lines"
    )
    mentions.add_argument("--published", metavar="YYYY-MM-DD", type=_day, help="reckon relative dates from this day")
    mentions.add_argument("--body-only", action="store_true", help="take the whole file as body text")

    everybody = add("people", people.people)
    everybody.add_argument("query", metavar="QUERY", nargs="*", help="of which articles; all, if none is given")
    everybody.add_argument("--limit", metavar="N", type=_count, help="how many people to print (all)")

    timeline = add("timeline", people.timeline)
    timeline.add_argument("person", metavar="PERSON", nargs="+", help="a name or an id")

    _add_correct(add("correct", people.correct))
    _add_bookmark(add("bookmark", keeping.list_all))
    add("keys", searching.keys)
    return parser


def _add_correct(correct: ArgumentParser) -> None:
    correct.add_argument("name", metavar="NAME", nargs="*", help="who or what is corrected: a name or an id")
    does = correct.add_mutually_exclusive_group()
    does.add_argument("--not-a-name", action="store_const", const=True, help="it is no name, and is found nowhere")
    does.add_argument("--same-as", metavar="OTHER", help="it is the same as OTHER, who stands for both")
    does.add_argument("--rename", metavar="NEW", help="it is called NEW")
    does.add_argument(
        "--is", dest="kind", choices=("person", "organisation", "place", "work"), help="what kind it is of"
    )
    does.add_argument("--take-back", action="store_const", const=True, help="take back all that was said of it")
    does.add_argument("--list", action="store_true", help="print all corrections (also without any argument)")
    does.add_argument("--export", action="store_true", help="print all corrections as JSON, for --import")
    does.add_argument("--import", metavar="FILE", dest="from_file", help="make the corrections that FILE holds")
    does.add_argument("--undo", action="store_true", help="undo the newest change to the library, as u does")


def _add_bookmark(bookmark: ArgumentParser) -> None:
    from tui_reader.cli import keeping

    actions = bookmark.add_subparsers(required=True, metavar="add|list|show|edit|remove|export|import")

    def add(name: str, command: object, does: str) -> ArgumentParser:
        added = actions.add_parser(name, help=does, description=does.capitalize() + ".")
        added.set_defaults(command=command)
        added.add_argument("--json", action="store_true", default=SUPPRESS, help="print JSON")
        return _with_library(added)

    new = add("add", keeping.add, "keep a passage")
    new.add_argument("article", metavar="ARTICLE", help="an article of the library")
    new.add_argument("--quote", metavar="TEXT", required=True, help="the passage, word by word")
    new.add_argument("--at", metavar="START", type=_count, help="where it begins, if it stands in several places")
    new.add_argument("--note", metavar="N", default="", help="a note to it")
    new.add_argument("--tag", metavar="T", action="append", default=[], help="a tag; may be given several times")
    filtering = "those that match: words, tag: note: is:lost name: source: date: …"
    listed = add("list", keeping.list_all, "list all passages, or those that match")
    listed.add_argument("query", metavar="QUERY", nargs="*", help=filtering)
    for name, command, does in (
        ("show", keeping.show, "print one passage"),
        ("remove", keeping.remove, "remove one passage"),
    ):
        add(name, command, does).add_argument("id", metavar="ID", help="the passage's id, or how it begins")
    edit = add("edit", keeping.edit, "change the note or the tags of a passage")
    edit.add_argument("id", metavar="ID", help="the passage's id, or how it begins")
    edit.add_argument("--note", metavar="N", help="the note, in place of what is there")
    edit.add_argument(
        "--tag", metavar="T", action="append", default=[], help="a tag to add; may be given several times"
    )
    edit.add_argument("--untag", metavar="T", action="append", default=[], help="a tag to take away")
    export = add("export", keeping.export, "print passages for others to read")
    export.add_argument(
        "--format", choices=("markdown", "json", "csv", "readwise", "html"), default="markdown", help="(markdown)"
    )
    export.add_argument("query", metavar="QUERY", nargs="*", help=filtering)
    bring = add("import", keeping.load, "bring in passages from elsewhere")
    bring.add_argument(
        "file", metavar="FILE", help="Web Annotations, a table of highlights, or a folder: - is standard input"
    )
    bring.add_argument("--format", choices=("json", "csv", "readwise"), default="", help="without it, told by the file")


def _count(word: str) -> int:
    number = int(word)
    if number < 0:
        raise ValueError(word)
    return number


def _day(word: str) -> date:
    return date.fromisoformat(word)
