"""Imports Whoosh, and takes from it the power to run what an index says.

The one rule: this is the first import of Whoosh anywhere, so that no index is ever opened without what is done here.

Whoosh keeps its table of contents, its posting blocks and its stored fields as pickles, and a pickle can name any
function to be called: an index that came with a folder would run as a program of yours. Every place where Whoosh 2.7.4
loads a pickle is given an unpickler that knows the few harmless classes a normal index has in it, and refuses all
others, and whatever no writer would have put there.
"""

import array
import collections
import io
import pickle
import pickletools
import re
import types
import warnings
from typing import IO, Any

from tui_reader.errors import IndexDamagedError

with warnings.catch_warnings():
    # Whoosh is frozen since 2016; newer Pythons remark on five of its regular expressions while compiling it.
    warnings.simplefilter("ignore")
    import whoosh.analysis
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.fields
    import whoosh.filedb.filestore
    import whoosh.filedb.structfile
    import whoosh.formats
    import whoosh.index
    import whoosh.query
    import whoosh.searching
    import whoosh.writing


def _decoded(text: object, encoding: object = "latin1") -> bytes:
    """Stand in for `_codecs.encode`, by which protocol 2 writes bytes: for that one encoding only."""
    if not isinstance(text, str) or encoding != "latin1":
        raise IndexDamagedError("The index names a codec that no index needs")
    return text.encode("latin1")


_PLAIN: dict[tuple[str, str], object] = {
    ("_codecs", "encode"): _decoded,
    ("__builtin__", "long"): int,
    ("array", "array"): array.array,
}
_CLASSES: dict[tuple[str, str], object] = {
    ("builtins", "int"): int,
    ("collections", "defaultdict"): collections.defaultdict,
    ("whoosh.codec.whoosh3", "W3Codec"): whoosh.codec.whoosh3.W3Codec,
    ("whoosh.codec.whoosh3", "W3Segment"): whoosh.codec.whoosh3.W3Segment,
}


_SEGMENT_PARTS = {"indexname", "segid", "compound", "_codec", "_doccount", "_deleted"}

_CODECS = [vars(whoosh.codec.default_codec()), vars(whoosh.codec.whoosh3.W3Codec(blocklimit=1024, compression=1))]
"""Whoosh's own, and that with which segments are written here."""

_TUPLES = (pickle.TUPLE, pickle.TUPLE1, pickle.TUPLE2, pickle.TUPLE3)
_MOST_TUPLES = 1_000
"""In one pickle; Whoosh's have a few. A tuple in a tuple, and so on 100,000 times, ends the process: Python hashes it
with one call in another, unguarded."""
_USUAL_SIZE = 512
"""Bytes, of which almost every pickle within a file takes fewer."""
_LONGEST_SIZE = 64 << 20
"""Bytes: the list of segments of no index comes near."""


class _HasClassesError(Exception):
    """A pickle names one of Whoosh's classes."""


class _Unpickler(pickle.Unpickler):
    """For the many small pickles of postings and stored fields, in which there are no classes."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _CLASSES:
            raise _HasClassesError
        return _find(_PLAIN, module, name)


_InPython: Any = pickle._Unpickler  # the same in Python, which typeshed leaves out


class _SegmentUnpickler(_InPython):  # type: ignore[misc]
    """For the list of segments; in Python, so that one opcode can be watched.

    BUILD sets attributes of anything, of classes and functions too: `POSTS_EXT` of Whoosh's codec, say, from which it
    makes the names of the files that it writes.
    """

    dispatch = _InPython.dispatch.copy()

    def find_class(self, module: str, name: str) -> object:
        return _find(_PLAIN | _CLASSES, module, name)

    def load_build(self) -> None:
        if type(self.stack[-2]) not in (whoosh.codec.whoosh3.W3Codec, whoosh.codec.whoosh3.W3Segment):
            raise IndexDamagedError("The index changes what is none of its own")
        super().load_build()

    dispatch[pickle.BUILD[0]] = load_build


def _find(admitted: dict[tuple[str, str], object], module: str, name: str) -> object:
    try:
        return admitted[module, name]
    except KeyError:
        raise IndexDamagedError(f"The index names {module}.{name}, which no index needs") from None


def _load(file: IO[bytes]) -> Any:
    start = file.tell()
    for size in (_USUAL_SIZE, _LONGEST_SIZE):
        file.seek(start)
        data = file.read(size)
        try:
            value, used = _parse(data, may_have_classes=True)
        except (EOFError, pickle.UnpicklingError):
            if len(data) < size:
                raise
        else:
            file.seek(start + used)
            return value
    raise IndexDamagedError("The index has an unreasonably long list in it")


def load_plain(data: bytes, start: int = 0) -> tuple[Any, int]:
    """Return the value that is pickled in `data` from `start` on, and where it ends: numbers, texts, and rows of them.

    Raises:
        IndexDamagedError: It names a class, or is nested deeper than anything in an index.
        EOFError, pickle.UnpicklingError, ValueError…: It is no pickle.
    """
    _refuse_depth(data)
    file = io.BytesIO(data)
    file.seek(start)
    try:
        return _Unpickler(file).load(), file.tell()
    except _HasClassesError:
        raise IndexDamagedError("The index has classes where none belong") from None


def _loads(data: bytes) -> Any:
    return _parse(data, may_have_classes=False)[0]


def _parse(data: bytes, *, may_have_classes: bool) -> tuple[Any, int]:
    """Return the value at the beginning of `data`, and how many bytes it took."""
    _refuse_depth(data)
    file = io.BytesIO(data)
    try:
        return _Unpickler(file).load(), file.tell()
    except _HasClassesError:
        if not may_have_classes:
            raise IndexDamagedError("The index has classes where none belong") from None
    file.seek(0)
    value = _SegmentUnpickler(file).load()
    if not isinstance(value, list) or not all(map(_is_segment, value)):
        raise IndexDamagedError("The index has classes where none belong")
    return value, file.tell()


def _refuse_depth(data: bytes) -> None:
    # Counting bytes finds too many, in texts above all, but costs nothing; only then are they told apart.
    if sum(map(data.count, _TUPLES)) > _MOST_TUPLES:
        opcodes = (opcode.code.encode("latin1") for opcode, _, _ in pickletools.genops(data))
        if sum(code in _TUPLES for code in opcodes) > _MOST_TUPLES:
            raise IndexDamagedError("The index has lists in lists in it, too deep to be one")


def _is_segment(value: object) -> bool:
    """Whether this is a segment as Whoosh makes it; of its name, and of its codec's, it makes names of files."""
    if type(value) is not whoosh.codec.whoosh3.W3Segment:
        return False
    parts = vars(value)
    codec = parts.get("_codec")
    return (
        parts.keys() - {"_fieldlengths"} == _SEGMENT_PARTS
        and parts["indexname"] == "MAIN"
        and isinstance(parts["segid"], str)
        and re.fullmatch("[0-9a-z]{16}", parts["segid"]) is not None
        and type(codec) is whoosh.codec.whoosh3.W3Codec
        and vars(codec) in _CODECS
    )


def _take_over() -> None:
    # whoosh.index knows the module by its name `pickle`; everybody else imported single functions.
    safe_pickle = types.SimpleNamespace(
        load=_load, loads=_loads, dump=pickle.dump, dumps=pickle.dumps, PicklingError=pickle.PicklingError
    )
    whoosh.index.pickle = safe_pickle
    whoosh.filedb.structfile.load_pickle = _load
    whoosh.codec.whoosh3.loads = _loads
    whoosh.columns.loads = _loads
    whoosh.formats.loads = _loads


_take_over()

for _pickled in (b"cos\nsystem\n(S'true'\ntR.", b"cbuiltins\neval\n(S'1'\ntR."):
    try:
        _loads(_pickled)
    except IndexDamagedError:
        continue
    raise RuntimeError("The unpickler let a foreign function through")  # better no search than this
