"""Everything that can go wrong, as one tree.

The one rule: an error of a library or of the system is translated into one of these where it is met, and reported in
two places only, the command line and the screen.

    ReaderError
    ├── UsageError            the command cannot be carried out as it was given
    │   └── QueryError        the query has a mistake, at a known place
    ├── NotFoundError         there is no such article, file or bookmark
    ├── LibraryError          the library's folder cannot be used
    ├── ArticleError          one file is not a readable article
    ├── IndexTroubleError     the index cannot be used
    │   ├── IndexBusyError    another reader is writing it
    │   └── IndexDamagedError it must be built anew
    └── StoreError            the user's own data cannot be read or written

The message of each is one sentence for the user, without a full stop, naming the file or folder it is about.
"""


class ReaderError(Exception):
    """The root of the tree: anything the program can explain."""


class UsageError(ReaderError):
    """The command cannot be carried out as it was given."""


class QueryError(UsageError):
    """The query has a mistake."""

    def __init__(self, message: str, position: int, mended: str = "") -> None:
        """Say what is wrong.

        Args:
            message: As of every error here.
            position: The code point of the query at which the mistake is.
            mended: The whole query as it would be with this mistake, and all others, put right; it is always
                understood. Empty if nothing is left then.
        """
        super().__init__(message)
        self.position = position
        self.mended = mended


class NotFoundError(ReaderError):
    """There is no such article, file or bookmark."""


class LibraryError(ReaderError):
    """The library's folder cannot be used."""


class ArticleError(ReaderError):
    """One file is not a readable article. The message says why, without the file's name."""


class IndexTroubleError(ReaderError):
    """The index cannot be used."""


class IndexBusyError(IndexTroubleError):
    """Another reader is writing the index."""


class IndexDamagedError(IndexTroubleError):
    """The index must be built anew."""


class StoreError(ReaderError):
    """The user's own data cannot be read or written."""
