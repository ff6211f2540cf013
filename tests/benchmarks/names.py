"""How fast names are found, how long the model takes to load, and, beside a development checkout, how well they are.

    python tests/benchmarks/names.py [--sets conll2003,worldwide,seeds] [--quick]

Prints one JSON object. Speed is in words a second of processor time (a shared machine changes wall time most), over the
news texts beside a development checkout if they are there, else over the sample articles; loading is what the first
article costs a fresh process more than the second reading of it. With the judge and its gold beside the checkout, its
figures (F1 in percent) are added; `--quick` leaves them out.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tui_reader.formats import parse_article
from tui_reader.mentions import find_mentions
from tui_reader.mentions.names import find_names

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared"
TEXTS = (BESIDE / "data" / "formats" / "bbc-text" / "entertainment", ROOT / "articles")
ROUNDS = 3
LOADING = """
import sys, time
from pathlib import Path
from tui_reader.formats import parse_article
path = Path(sys.argv[1])
article = parse_article(path.read_bytes(), path.name)
from tui_reader.mentions.names import find_names
def taken():
    begun = time.process_time()
    find_names(article)
    return time.process_time() - begun
print(taken() - taken())
"""
"""A process of its own: what is loaded once is loaded there for the first time."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default="conll2003,worldwide,seeds")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="the folder with data/ and judge/")
    args = parser.parse_args()
    folder = next(folder for folder in (args.shared / "data/formats/bbc-text/entertainment", *TEXTS) if folder.is_dir())
    paths = sorted(folder.glob("*.txt"))
    figures: dict[str, Any] = {"texts": len(paths), "load_cpu_ms": _load_ms(paths[0]), **_speed(paths)}
    data = ROOT / "tui_reader" / "mentions" / "data"
    figures["data_bytes"] = sum(path.stat().st_size for path in data.iterdir() if path.is_file())
    if not args.quick and (args.shared / "judge" / "names.py").is_file():
        figures["judge"] = _judge(args.shared, args.sets)
    print(json.dumps(figures, indent=2))


def _load_ms(path: Path) -> float:
    command = [sys.executable, "-c", LOADING, str(path)]
    taken = [float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
    return round(1000 * sorted(taken)[ROUNDS // 2], 1)


def _speed(paths: list[Path]) -> dict[str, Any]:
    articles = [parse_article(path.read_bytes(), path.name) for path in paths]
    words = sum(len(article.text.split()) for article in articles)
    find_names(articles[0])
    names, both = [], []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for article in articles:
            find_names(article)
        names.append(words / (time.process_time() - begun))
        begun = time.process_time()
        for article in articles:
            find_mentions(article)
        both.append(words / (time.process_time() - begun))
    return {"words": words, "names_words_per_cpu_s": round(max(names)), "all_words_per_cpu_s": round(max(both))}


def _judge(shared: Path, sets: str) -> list[dict[str, Any]]:
    program = f"{sys.executable} -m tui_reader"
    command = [
        sys.executable,
        "names.py",
        "--program",
        program,
        "--data",
        str(shared / "data"),
        "--sets",
        sets,
        "--json",
    ]
    run = subprocess.run(command, cwd=shared / "judge", check=True, capture_output=True)
    rows: list[dict[str, Any]] = json.loads(run.stdout)["rows"]
    return rows


if __name__ == "__main__":
    main()
