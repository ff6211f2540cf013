"""The index: Whoosh, and all that there is to know about it.

The one rule: Whoosh is imported below this folder only, and first of all by `trusted`, which makes it safe to open an
index that somebody else may have made.
"""

from tui_reader.search.engine import trusted as trusted  # before any other module of this folder: see its docstring
