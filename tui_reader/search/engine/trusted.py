"""Imports Whoosh, and takes from it the power to run what an index says.

The one rule: this is the first import of Whoosh anywhere, so that no index is ever opened without what is done here.

Whoosh keeps its table of contents, its posting blocks and its stored fields as pickles, and a pickle can name any
function to be called: an index that came with a folder would run as a program of yours. Every place where Whoosh 2.7.4
loads a pickle is given an unpickler that knows the few harmless classes a normal index has in it, and refuses all
others.
"""

import collections
import io
import pickle
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


_ADMITTED: dict[tuple[str, str], object] = {
    ("_codecs", "encode"): _decoded,
    ("__builtin__", "long"): int,
    ("builtins", "int"): int,
    ("collections", "defaultdict"): collections.defaultdict,
    ("whoosh.codec.whoosh3", "W3Codec"): whoosh.codec.whoosh3.W3Codec,
    ("whoosh.codec.whoosh3", "W3Segment"): whoosh.codec.whoosh3.W3Segment,
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        try:
            return _ADMITTED[module, name]
        except KeyError:
            raise IndexDamagedError(f"The index names {module}.{name}, which no index needs") from None


def _load(file: IO[bytes]) -> Any:
    return _Unpickler(file).load()


def _loads(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


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
