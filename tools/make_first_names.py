"""Makes `tui_reader/mentions/first_names.txt` from the first names of the 1990 census of the United States.

    python tools/make_first_names.py FOLDER > tui_reader/mentions/first_names.txt

FOLDER holds the census's files dist.female.first and dist.male.first (public domain; name, per cent, cumulative per
cent, rank). Names that less than one person in 20,000 had are left out: past that, the list holds more words than it
finds people.
"""

import sys
from pathlib import Path

AT_LEAST = 0.005
"""Per cent of all men, or of all women."""


def main() -> None:
    """Print the names, one a line, in lower case."""
    folder = Path(sys.argv[1])
    names = set()
    for file in ("dist.female.first", "dist.male.first"):
        for line in (folder / file).read_text("ascii").splitlines():
            name, share, *_ = line.split()
            if float(share) >= AT_LEAST:
                names.add(name.lower())
    sys.stdout.write("\n".join(sorted(names)) + "\n")


if __name__ == "__main__":
    main()
