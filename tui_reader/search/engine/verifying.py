"""Looks whether stock Whoosh reads a new segment as it was meant.

The one rule: what is looked at is read with Whoosh's own classes, and compared with what was counted.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from tui_reader.search.engine.schema import SCHEMA
from tui_reader.search.engine.tables import Inverted

SAMPLE = 8
"""Terms that are looked at in each field."""


def is_readable(folder: Path, segment: Any, inverted: Inverted) -> bool:
    """Whether a sample of a segment's terms is found by Whoosh, each in as many articles as it should be."""
    try:
        with closing(SegmentReader(FileStorage(str(folder)), SCHEMA, segment)) as reader:
            return all(_is_as_counted(reader, name, inverted) for name in inverted.lexicons)
    except Exception:  # noqa: BLE001  whatever Whoosh stumbles over: it cannot read the segment
        return False


def _is_as_counted(reader: Any, name: str, inverted: Inverted) -> bool:
    lexicon = inverted.lexicons[name]
    count = len(lexicon.terms)
    # The first and the last, the most frequent one, and others from all over.
    sample = {0, count - 1, int(lexicon.df.argmax()), *range(0, count, -(-count // SAMPLE))}
    for number in sample:
        matcher = reader.postings(name, lexicon.terms[number])
        articles, total = [], 0
        while matcher.is_active():
            articles.append(matcher.id())
            total += matcher.weight()
            matcher.next()
        expected = (int(lexicon.df[number]), int(lexicon.first[number]), int(lexicon.total[number]))
        info = reader.term_info(name, lexicon.terms[number])
        if (len(articles), articles[0], total) != expected or articles != sorted(set(articles)):
            return False
        if (info.doc_frequency(), info.min_id(), info.max_id()) != (len(articles), articles[0], articles[-1]):
            return False
    return True
