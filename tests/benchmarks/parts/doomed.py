"""Processes that change a library until they are killed, and what must stand in it afterwards.

The one rule: a process says what it will do before it does it, and that it is done after; the pipe outlives it. So of
everything that it ever did, one change at most may be there or not, and the rest is told exactly.
"""

import hashlib
import json
import os
import random
import signal
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any, NoReturn

from tui_reader.article import Article, Span
from tui_reader.bookmarks import make_bookmark
from tui_reader.bookmarks.exchange import Passage
from tui_reader.bookmarks.exchange.annotations import write_annotations
from tui_reader.errors import StoreError
from tui_reader.library import Correction, Library
from tui_reader.library.places import find_places
from tui_reader.library.update import update_index

ARTICLE = "articles/{}.txt"
TEXT = """\
What {who} Keeps

Nell Oakshott met Ada Vance at the gala in March 2021. She keeps a drawer of her own, mostly string, and says where
each piece came from.

By {who}. This was written for the time number {number}.
"""
PASSAGE = Span(*(TEXT.format(who="one", number=0).index(word) for word in ("Nell", " met")))
CREATED = "2021-05-06T07:08:09Z"

REFUSED, PATIENCE = "refused", 3
REST = 0.01
"""Seconds between two changes of a process, at most."""

State = dict[str, dict[str, Any]]
"""What a process has in the library, by kind: passages with their tags, people with their new names, saved searches."""
Step = Sequence[Any]


def nothing() -> State:
    """What a process has that has done nothing yet."""
    return {"passages": {}, "people": {}, "searches": {}}


def applied(state: State, step: Step) -> State:
    """Return what a process has after a step."""
    state = deepcopy(state)
    match step:
        case "keep", name:
            state["passages"][name] = []
        case "bring", names:
            state["passages"] |= {name: ["brought"] for name in names}
        case "tag", name, tags:
            state["passages"][name] = tags
        case "remove", name:
            del state["passages"][name]
        case "call", person, name:
            state["people"][person] = name
        case "search", words:
            state["searches"][words] = True
        case "forget", words:
            del state["searches"][words]
    return state


def next_step(who: str, state: State, number: int, chance: random.Random) -> Step:
    """Choose what a process does next."""
    there = list(state["passages"])
    what = chance.choices(("keep", "bring", "tag", "remove", "call", "search", "forget"), (8, 2, 4, 5, 2, 1, 1))[0]
    new = f"{who} {number}"
    if what == "bring":
        return ("bring", [f"{new}.{each}" for each in range(3)])
    if what in ("tag", "remove") and there:
        name = chance.choice(there)
        return ("tag", name, [f"tag-{number}"]) if what == "tag" else ("remove", name)
    if what == "call":
        return ("call", f"person:{who}-{chance.randrange(5)}", new)
    if what == "search":
        return ("search", new)
    if what == "forget" and state["searches"]:
        return ("forget", chance.choice(list(state["searches"])))
    return ("keep", new)


def take(library: Library, article: Article, ids: dict[str, str], step: Step) -> None:
    """Take a step in the library; `ids` are those of the passages, by their notes."""
    bookmarks = library.bookmarks
    match step:
        case "keep", name:
            ids[name] = bookmarks.add(article, PASSAGE, note=name).bookmark.id
        case "bring", names:
            ids |= {name: hashlib.sha256(name.encode()).hexdigest()[:16] for name in names}
            made = (
                make_bookmark(ids[name], article, PASSAGE, created=CREATED, note=name, tags=("brought",))
                for name in names
            )
            bookmarks.load(write_annotations(map(Passage, made)), "json")
        case "tag", name, tags:
            bookmarks.edit(ids[name], tags=tags)
        case "remove", name:
            bookmarks.remove(ids[name])
        case "call", person, name:
            library.corrections.add(Correction(person, "rename", name))
        case "search", words:
            library.memory.save_search(words)
        case "forget", words:
            library.memory.forget_search(words)


def find_state(library: Library, who: str) -> State:
    """Return what a process has in the library, as somebody sees it who opens it now."""
    own = f"{who} "
    passages = {each.note: list(each.tags) for each in library.kept_bookmarks() if each.note.startswith(own)}
    people = {each.entity: each.value for each in library.corrections.all() if each.entity.startswith(f"person:{who}-")}
    searches = {each.query: True for each in library.memory.saved_searches() if each.query.startswith(own)}
    return {"passages": passages, "people": people, "searches": searches}


def keep_on(root: Path, who: str, state: State, first: int, seed: int) -> Iterator[Step]:
    """Take one step after the other; yield each before it is taken, and nothing once it is."""
    chance = random.Random(seed)
    with closing(Library(root)) as library:
        ids = {each.note: each.id for each in library.kept_bookmarks()}
        article = library.article(ARTICLE.format(who))
        number = first
        while True:
            step = next_step(who, state, number, chance)
            yield step
            for _ in range(PATIENCE):
                try:
                    take(library, article, ids, step)
                    break
                except StoreError as error:  # then nothing of it is done
                    yield (REFUSED, str(error))
            else:
                return
            yield ()
            state = applied(state, step)
            number += 1
            time.sleep(chance.uniform(0, REST))  # or nobody else would find the file free for long


def index_on(root: Path, who: str, first: int) -> Iterator[Step]:
    """Change an article and bring the index up to date, again and again."""
    number = first
    while True:
        write_article(root, who, number)
        for _ in update_index(find_places(root), rebuild=number % 7 == 3):
            yield ()
        number += 1


def write_article(root: Path, who: str, number: int) -> None:
    """Write an article in one step, as editors do."""
    path = root / ARTICLE.format(who)
    scratch = path.with_suffix(".new")
    scratch.write_text(TEXT.format(who=who, number=number), encoding="utf-8")
    scratch.replace(path)


class Doomed:
    """A process at work, until it is killed."""

    def __init__(self, work: Iterator[Step]) -> None:
        """Have it done by a fork of this process, which must have no other thread."""
        self.said: list[Step] = []
        """Steps that were begun and ended."""
        self.begun: Step = ()
        """The one that was begun last, if its end was not told."""
        self.refused: list[str] = []
        """What the library said when it did not do something."""
        self._rest = b""
        self.out, theirs = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            _work_until_killed(work, theirs)
        os.close(theirs)

    def listen(self) -> bool:
        """Read some of what it says, when there is something; return whether there may be more."""
        content = os.read(self.out, 65536)
        *lines, self._rest = (self._rest + content).split(b"\n")
        for line in lines:
            step = json.loads(line)
            if step and step[0] == REFUSED:
                self.refused.append(step[1])
            elif step:
                self.begun = step
            elif self.begun:
                self.said.append(self.begun)
                self.begun = ()
        return bool(content)

    def kill(self) -> bool:
        """Kill it, and hear what it said before; return whether it was still alive."""
        os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        while self.listen():
            pass
        os.close(self.out)
        return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def _work_until_killed(work: Iterator[Step], said: int) -> NoReturn:
    try:
        # What else is open is for others to close: whoever ends must be the last who holds a pipe.
        os.closerange(3, said)
        os.closerange(said + 1, 256)
        for step in work:
            os.write(said, json.dumps(step).encode() + b"\n")
    except BrokenPipeError:  # nobody listens any more
        pass
    except BaseException:  # noqa: BLE001  whatever it is, this is not the process of whoever started it
        traceback.print_exc()
    finally:
        os._exit(1)


def differences(expected: State, found: State) -> Mapping[str, object]:
    """Return what of a state is missing, other than expected, or too much."""
    return {
        f"{kind} {name}": (expected[kind].get(name), found[kind].get(name))
        for kind in expected
        for name in expected[kind].keys() | found[kind].keys()
        if expected[kind].get(name) != found[kind].get(name)
    }
