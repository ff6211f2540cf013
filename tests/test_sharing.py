"""Sharing a large update among worker processes: all is done, whatever becomes of a worker, and none is left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tui_reader.errors import IndexTroubleError
from tui_reader.library import Library
from tui_reader.library.files import entry_of, find_files
from tui_reader.library.places import find_places
from tui_reader.library.progress import Progress
from tui_reader.library.run import FEW, FIRST_BATCH, UpdateRun
from tui_reader.library.sharing import FIRST_JOB, Crew, UselessWorkersError
from tui_reader.library.tasks import Wanted
from tui_reader.library.update import is_up_to_date, open_folder, update_index
from tui_reader.library.worker import PROGRAM, Batch
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.parse import parse_query

LONG_AGO = 1_600_000_000
MANY = FIRST_BATCH + 3 * FIRST_JOB
"""So many are shared out in more jobs than there are workers."""
SOME = FIRST_BATCH + FIRST_JOB + 50
"""So many are shared out in a job for each worker."""


def put(path: Path, text: str) -> None:
    """Write an article that was not changed lately: such a one is not read again without need."""
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))


def fill(folder: Path, count: int) -> None:
    """Write so many short articles, two thirds of them with a person."""
    folder.mkdir()
    for number in range(count):
        who = "Kim Kardashian" if number % 3 else "Nobody"
        put(folder / f"{number:04}.txt", f"Title {number}\n\n{who} met Vance at the gala, said number{number}.\n")


def answers(root: Path) -> dict[str, list[str]]:
    index = WhooshIndex(open_folder(find_places(root)))
    try:
        found = {query: index.search(parse_query(query), limit=5_000) for query in expected(0)}
    finally:
        index.close()
    return {query: sorted(hit.article for hit in results.hits) for query, results in found.items()}


def expected(count: int) -> dict[str, list[str]]:
    """What is found in so many articles, whoever has read them."""
    articles = {number: f"articles/{number:04}.txt" for number in range(count)}
    return {
        "vance": list(articles.values()),
        '"the gala"': list(articles.values()),
        "number7": [article for number, article in articles.items() if number == 7],
        "number1*": [article for number, article in articles.items() if str(number).startswith("1")],
        "name:kim": [article for number, article in articles.items() if number % 3],
        "-kim": [article for number, article in articles.items() if number % 3 == 0],
        "title:7": [article for number, article in articles.items() if number == 7],
    }


def update(root: Path) -> list[Progress]:
    return list(update_index(find_places(root)))


def wanted_of(root: Path) -> list[Wanted]:
    """Everything in a library, to be read."""
    return sorted(Wanted(path, entry_of(file, None)) for path, file in find_files(find_places(root))[0].items())


POISON = "articles/0233.txt"
DYING = """
import os, sys
import tui_reader.library.worker as worker
do_task, deadly = worker.do_task, sys.argv[1].split(",")
def dying(phase, root, wanted):
    if wanted.path in deadly:
        os._exit(1)
    return do_task(phase, root, wanted)
worker.do_task = dying
sys.argv[1:] = sys.argv[2:]
worker.main()
"""


def dying_of(*paths: str) -> tuple[str, ...]:
    """A worker that comes to its end as soon as it has to do with one of some files, as if it had a fault."""
    return sys.executable, "-c", DYING, ",".join(paths)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with some articles, and no index."""
    fill(tmp_path / "articles", SOME)
    return tmp_path


@dataclass(frozen=True)
class Undisturbed:
    """What became of an update that nothing disturbed."""

    root: Path
    steps: list[Progress]
    found: dict[int, int]
    """How many articles were found each time when so many were told of."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """An update of many articles, searched while it goes on. Nothing is to be changed in that library."""
    root = tmp_path_factory.mktemp("undisturbed")
    fill(root / "articles", MANY)
    steps, found = [], {}
    for step in update_index(find_places(root)):
        steps.append(step)
        if step.grown and step.phase == "reading" and step.articles < MANY:
            found[step.articles] = len(answers(root)["vance"])
    return Undisturbed(root, steps, found)


# What comes of it


def test_a_large_library_is_searchable_and_named_as_a_small_one_is(undisturbed: Undisturbed) -> None:
    root, steps = undisturbed.root, undisturbed.steps
    assert list(dict.fromkeys(step.phase for step in steps)) == ["looking", "reading", "naming", "done"]
    assert (steps[-1].added, steps[-1].articles, steps[-1].named) == (MANY, MANY, MANY)
    assert answers(root) == expected(MANY)
    assert is_up_to_date(find_places(root))
    assert not (root / "index" / "building").exists()


def test_progress_only_grows_and_comes_to_its_total(undisturbed: Undisturbed) -> None:
    steps = undisturbed.steps
    for phase in ("reading", "naming"):
        done = [step.done for step in steps if step.phase == phase]
        assert done == sorted(done)
        assert done[-1] == MANY
    assert [step.articles for step in steps] == sorted(step.articles for step in steps)


def test_what_a_worker_has_done_is_searchable_once_it_is_told(undisturbed: Undisturbed) -> None:
    assert len(undisturbed.found) > 1
    assert all(found == told for told, found in undisturbed.found.items())


def test_changes_in_a_large_library_are_told_one_by_one(undisturbed: Undisturbed, tmp_path: Path) -> None:
    root = shutil.copytree(undisturbed.root, tmp_path / "library")
    articles = root / "articles"
    for number in range(FEW + 50):
        put(articles / f"{number:04}.txt", f"Title {number}\n\nHollis came alone, said number{number}.\n")
        os.utime(articles / f"{number:04}.txt", (LONG_AGO + 1, LONG_AGO + 1))
    (articles / "0400.txt").rename(articles / "renamed.txt")
    (articles / "0401.txt").unlink()
    (articles / "0402.txt").write_bytes(b"")
    put(articles / "new.txt", "New\n\nVance is back.\n")
    progress = update(root)[-1]
    told = progress.added, progress.changed, progress.removed, progress.renamed, progress.skipped
    assert told == (1, FEW + 50, 1, 1, 1)
    assert len(answers(root)["vance"]) == MANY - (FEW + 50) - 1
    assert answers(root)["number7"] == ["articles/0007.txt"]


def test_a_day_set_by_hand_reaches_the_workers(root: Path) -> None:
    with closing(Library(root)) as library:
        library.memory.set_date("articles/0320.txt", date(2021, 5, 6))
        list(library.update())
        assert [hit.article for hit in library.search("date:2021-05-06").hits] == ["articles/0320.txt"]


# What becomes of workers


def run(root: Path, program: Sequence[str]) -> list[Progress]:
    folder = open_folder(find_places(root))
    with folder.locked():
        folder.reset()
        return list(UpdateRun(find_places(root), folder, program).run())


def test_an_article_that_ends_every_worker_is_left_out_and_all_others_are_found(root: Path) -> None:
    steps = run(root, dying_of(POISON))
    assert (steps[-1].articles, steps[-1].named, steps[-1].skipped) == (SOME - 1, SOME - 1, 1)
    assert answers(root)["vance"] == [each for each in expected(SOME)["vance"] if each != POISON]
    with closing(Library(root)) as library:
        assert [(skipped.path, skipped.reason) for skipped in library.skipped()] == [
            (POISON, "the program fails when it reads it")
        ]
    assert is_up_to_date(find_places(root))


def test_an_article_whose_names_end_every_worker_is_found_without_them(root: Path) -> None:
    folder = open_folder(find_places(root))
    with folder.locked():
        folder.reset()
        for step in UpdateRun(find_places(root), folder).run():
            if step.phase == "naming":
                break
        steps = list(UpdateRun(find_places(root), folder, dying_of(POISON)).run())
    assert steps[-1].named == SOME
    named = [article for article in expected(SOME)["name:kim"] if article != POISON]
    assert answers(root) == {**expected(SOME), "name:kim": named}
    assert is_up_to_date(find_places(root))


@pytest.mark.parametrize("program", [("false",), ("/nowhere/at/all",), (sys.executable, "-c", "print('{')")], ids=str)
def test_without_workers_everything_is_done_in_one_process(root: Path, program: Sequence[str]) -> None:
    assert run(root, program)[-1].named == SOME
    assert answers(root) == expected(SOME)


def test_workers_that_die_again_and_again_are_of_no_use(root: Path) -> None:
    wanted = wanted_of(root)
    dying = [each.path for each in wanted[:20]]
    folder = open_folder(find_places(root))
    with (
        folder.locked(),
        closing(Crew(root, folder, dying_of(*dying), patience=5)) as crew,
        pytest.raises(UselessWorkersError) as end,
    ):
        list(crew.share_out("reading", wanted[: len(dying)]))
    assert end.value.left
    assert {each.path for each in end.value.left} < set(dying)


def test_nothing_is_done_twice_after_a_worker_has_ended(root: Path) -> None:
    wanted = wanted_of(root)
    folder = open_folder(find_places(root))
    known: list[str] = []
    built: list[Batch] = []
    with folder.locked(), closing(Crew(root, folder, dying_of(POISON))) as crew:
        for step in crew.share_out("reading", wanted):
            if step.batch:
                known += [path for path, _, _ in step.batch.known]
                built.append(step.batch)
    assert sorted(known) == [each.path for each in wanted]
    assert sum(batch.built.count for batch in built if batch.built) == SOME - 1


def test_a_segment_that_cannot_be_written_is_trouble(root: Path) -> None:
    folder = open_folder(find_places(root))
    with folder.locked(), closing(Crew(root, folder)) as crew:
        folder.building_path.write_text("in the way")
        with pytest.raises(IndexTroubleError, match="cannot be written"):
            list(crew.share_out("reading", wanted_of(root)))


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_lies_in_the_way_of_unfinished_segments_is_removed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").write_text("precious")
    building = root / "index" / "building"
    building.parent.mkdir()
    if kind == "link":
        building.symlink_to(elsewhere)
    else:
        building.write_text("in the way")
    for path in sorted((root / "articles").iterdir())[50:]:
        path.unlink()
    assert update(root)[-1].articles == 50
    assert [path.name for path in elsewhere.iterdir()] == ["precious"]


# Being stopped

NOTING = """
import os, sys
from pathlib import Path
Path(sys.argv[1], str(os.getpid())).touch()
sys.argv[1:] = sys.argv[2:]
from tui_reader.library.worker import main
main()
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_who_stops_iterating_stops_the_workers(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    noted = tmp_path_factory.mktemp("noted")
    folder = open_folder(find_places(root))
    with folder.locked():
        folder.reset()
        steps = UpdateRun(find_places(root), folder, (sys.executable, "-c", NOTING, str(noted))).run()
        next(step for step in steps if step.done > FIRST_BATCH)
        workers = [int(path.name) for path in noted.iterdir()]
        steps.close()
    assert workers
    assert not any(map(is_running, workers))
    assert not (root / "index" / "building").exists()


def test_a_worker_ends_with_its_input_whatever_it_is_at(root: Path) -> None:
    command = [*PROGRAM, str(root), str(root / "index"), "1"]
    (root / "index").mkdir()
    job = Wanted("articles/0001.txt", entry_of(find_files(find_places(root))[0]["articles/0001.txt"], None))
    line = json.dumps({"phase": "naming", "wanted": [job] * 100_000}).encode() + b"\n"
    worker = subprocess.run(command, input=line, stdout=subprocess.PIPE, check=True)
    assert b"known" not in worker.stdout


def kill(child: "subprocess.Popen[bytes]") -> None:
    child.kill()


def terminate(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()


def hang_up(child: "subprocess.Popen[bytes]") -> None:
    assert child.stdout is not None
    child.stdout.close()


@pytest.mark.parametrize(
    ("when", "end"),
    [(b'"reading"', kill), (b'"naming"', kill), (b'"reading"', terminate), (b'"naming"', hang_up)],
)
def test_an_update_that_is_ended_leaves_no_process_and_the_next_goes_on_where_it_was(
    root: Path, when: bytes, end: Callable[["subprocess.Popen[bytes]"], None]
) -> None:
    command = [sys.executable, "-P", "-m", "tui_reader.library.child", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        next(line for line in child.stdout if when in line and b'"grown": true' in line)
        end(child)
        child.stderr.read()  # it comes to its end when nobody is left who could write to it: no worker, that is
    known = len(open_folder(find_places(root)).read_manifest())
    assert known >= FIRST_BATCH
    steps = update(root)
    assert steps[-1].added == SOME - known
    assert answers(root) == expected(SOME)
    assert is_up_to_date(find_places(root))


def test_a_worker_that_is_killed_from_outside_is_followed_by_another(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Their jobs are so large that no piece of one is a single file, which would be given up, after three deaths."""
    root = tmp_path
    fill(root / "articles", MANY)
    noted = tmp_path_factory.mktemp("noted")
    folder = open_folder(find_places(root))
    killed: set[str] = set()

    def disturbed(steps: Iterator[Progress]) -> Iterator[Progress]:
        for step in steps:
            for path in noted.iterdir():
                if len(killed) < 3 and path.name not in killed and step.done > FIRST_BATCH:
                    killed.add(path.name)
                    os.kill(int(path.name), signal.SIGKILL)
            yield step

    with folder.locked():
        folder.reset()
        program = (sys.executable, "-c", NOTING, str(noted))
        steps = list(disturbed(UpdateRun(find_places(root), folder, program).run()))
    assert killed
    assert steps[-1].named == MANY
    assert answers(root) == expected(MANY)
