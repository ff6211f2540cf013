"""How the timeline of somebody is found: in steps, and no longer than anybody wants to see it."""

from collections.abc import Iterator

import pytest
from textual.message import Message

from tests.updating import bring_up_to_date
from tui_reader.article import EntityKind
from tui_reader.library import Library, Moment
from tui_reader.ui.following import AT_ONCE, CompanyFound, MomentsFound, find_company, find_moments
from tui_reader.ui.subject import Subject
from tui_reader.ui.work import Troubled

DAYS = 1_300
MARLA = Subject("", "Marla Vance", EntityKind.PERSON)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One article in which somebody is named beside very many dates."""
    folder = tmp_path_factory.mktemp("told") / "press"
    (folder / "articles").mkdir(parents=True)
    days = (f"Marla Vance sang on {1 + day % 28} May {1700 + day // 28}." for day in range(DAYS))
    (folder / "articles" / "songs.txt").write_text("Songs\n\n" + "\n\n".join(days) + "\n", encoding="utf-8")
    library = Library(bring_up_to_date(folder))
    yield library
    library.close()


def test_moments_come_in_batches_in_the_order_of_the_calendar(library: Library) -> None:
    posted: list[Message] = []
    steps = sum(1 for _ in find_moments(posted.append, library, MARLA, lambda: True))
    batches = [message for message in posted if isinstance(message, MomentsFound)]
    assert len(batches) == len(posted) == steps + 1
    assert [batch.is_last for batch in batches] == [False] * steps + [True]
    assert all(len(batch.moments) <= AT_ONCE for batch in batches)
    moments: list[Moment] = [moment for batch in batches for moment in batch.moments]
    assert len(moments) == DAYS
    assert [moment.date for moment in moments] == sorted(moment.date for moment in moments)


def test_nobody_looks_for_what_nobody_wants_to_see(library: Library) -> None:
    posted: list[Message] = []
    wanted = [True, False]
    assert sum(1 for _ in find_moments(posted.append, library, MARLA, lambda: wanted.pop(0))) == 2
    assert not any(message.is_last for message in posted if isinstance(message, MomentsFound))


def test_of_somebody_who_is_not_known_that_is_told(library: Library) -> None:
    posted: list[Message] = []
    nobody = Subject("", "Zebedee Quux", EntityKind.PERSON)
    assert list(find_moments(posted.append, library, nobody, lambda: True)) == []
    find_company(posted.append, library, nobody)
    assert [type(message) for message in posted] == [Troubled, Troubled]
    find_company(posted.append, library, MARLA)
    assert isinstance(posted[-1], CompanyFound)
    assert posted[-1].people == ()
