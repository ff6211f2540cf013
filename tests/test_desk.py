"""Which question the index is asked next."""

import threading
from collections.abc import Iterator

import pytest

from tui_reader.ui.desk import Desk, Kind


def question(asked: list[str], *steps: str) -> Iterator[None]:
    for number, step in enumerate(steps):
        if number:
            yield
        asked.append(step)


def test_what_somebody_waits_for_goes_first() -> None:
    desk, asked = Desk(), list[str]()
    assert desk.put(Kind.SAVED, question(asked, "saved"))
    for kind, name in ((Kind.FACETS, "facets"), (Kind.SEARCH, "search"), (Kind.COMPLETION, "completion")):
        assert not desk.put(kind, question(asked, name))
    desk.attend()
    assert asked == ["search", "completion", "facets", "saved"]


def test_only_the_newest_question_of_a_kind_is_asked() -> None:
    desk, asked = Desk(), list[str]()
    for typed in ("i", "im", "imo"):
        desk.put(Kind.SEARCH, question(asked, typed))
    desk.attend()
    assert asked == ["imo"]


def test_a_search_goes_between_the_steps_of_something_that_takes_long() -> None:
    desk, asked = Desk(), list[str]()

    def saved() -> Iterator[None]:
        asked.append("one saved search")
        desk.put(Kind.SEARCH, question(asked, "typed"))
        yield
        asked.append("another saved search")

    desk.put(Kind.SAVED, saved())
    desk.attend()
    assert asked == ["one saved search", "typed", "another saved search"]


def test_a_question_that_was_replaced_between_its_steps_is_not_gone_on_with() -> None:
    desk, asked = Desk(), list[str]()

    def saved() -> Iterator[None]:
        asked.append("old")
        desk.put(Kind.SAVED, question(asked, "new"))
        yield
        asked.append("never")

    desk.put(Kind.SAVED, saved())
    desk.attend()
    assert asked == ["old", "new"]


def test_whoever_attends_last_hands_over_to_the_next() -> None:
    desk, asked = Desk(), list[str]()
    for typed in ("a", "b"):
        assert desk.put(Kind.SEARCH, question(asked, typed))
        desk.attend()
    assert asked == ["a", "b"]


def test_a_question_that_fails_is_told_and_the_next_one_is_asked() -> None:
    def failing() -> Iterator[None]:
        raise RuntimeError("told")
        yield

    desk, asked = Desk(), list[str]()
    desk.put(Kind.SEARCH, failing())
    with pytest.raises(RuntimeError, match="told"):
        desk.attend()
    assert desk.put(Kind.SEARCH, question(asked, "next"))
    desk.attend()
    assert asked == ["next"]


def test_questions_that_are_put_while_others_are_asked_are_asked_one_at_a_time() -> None:
    desk, asked = Desk(), list[str]()
    inside = threading.Lock()

    def one(name: str) -> Iterator[None]:
        assert inside.acquire(blocking=False), "somebody else asks at the same time"
        asked.append(name)
        inside.release()
        yield

    def somebody(kind: Kind) -> None:
        for number in range(50):
            if desk.put(kind, one(f"{kind.name} {number}")):
                desk.attend()

    threads = [threading.Thread(target=somebody, args=(kind,)) for kind in Kind]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {f"{kind.name} 49" for kind in Kind} <= set(asked)
