"""Recognises the articles that others write of: by their id here, their address, their headline, or a quote from them.

The one rule: an article is recognised by what it says itself; the index only names those that are worth a look.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import PurePosixPath
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tui_reader.article import Article
from tui_reader.bookmarks.exchange import Incoming
from tui_reader.errors import ArticleError, IndexTroubleError, LibraryError, NotFoundError

if TYPE_CHECKING:
    from tui_reader.library.passages import FindArticles

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^#?]*)", re.IGNORECASE)
_LOOKED_AT = 20
"""How many articles with the same headline or quote are looked at."""
_QUOTED = 12
"""How many words of a quote are looked for."""
FEWEST_WORDS = 5
"""A quote of fewer words may stand in any article."""
_LONGEST = 20.0
"""Seconds for which the index is asked, at most, while passages are brought in: without one each question is slow."""


class Recogniser:
    """Recognises articles of one library; each is read once, and each question asked once."""

    def __init__(self, read_article: Callable[[str], Article], find_articles: "FindArticles") -> None:
        self._find_articles = find_articles
        self._asked_for = 0.0

        @lru_cache(maxsize=256)
        def read(article_id: str) -> Article | None:
            with suppress(NotFoundError, ArticleError):
                return read_article(article_id)
            return None

        self._read = read
        self._candidates = lru_cache(maxsize=None)(self._look_for)

    def find(self, incoming: Incoming) -> Article | None:
        """Return the article that a passage is from; None where none is recognised."""
        for name in dict.fromkeys((incoming.article, incoming.title)):
            if article := self._find_by_id(name):
                return article
        # Who names a file means that file: another article with these words is a copy, unless it has its headline too.
        is_file = "://" not in incoming.article and incoming.article not in ("", incoming.title)
        if is_file and not incoming.title:
            return None
        by_title = self._candidates(incoming.title, "title") if incoming.title else ()
        likely = self._likeliest(incoming, by_title, is_file=is_file)
        if likely is None or not self._signs(incoming, likely)[1]:
            by_quote = self._candidates(_first_words(incoming.quote), "any")
            likely = self._likeliest(incoming, dict.fromkeys((*by_title, *by_quote)), is_file=is_file)
        return likely

    def _likeliest(self, incoming: Incoming, article_ids: Iterable[str], *, is_file: bool) -> Article | None:
        """Of these articles, that for which most speaks; for one whose file was named, its headline must."""
        articles = [article for article_id in article_ids if (article := self._read(article_id))]
        signs = [(self._signs(incoming, article), article.id, article) for article in articles]
        likely = [sign for sign in signs if (sign[0][2] if is_file else any(sign[0][:3]))]
        return max(likely, key=lambda sign: sign[:2])[2] if likely else None

    def _find_by_id(self, name: str) -> Article | None:
        """An article by its id, as others may write it: with `./` before it, or escaped as in an address."""
        for spelling in dict.fromkeys((name, unquote(name))) if name and "://" not in name else ():
            if article := self._read(str(PurePosixPath(spelling))):
                return article
        return None

    def _signs(self, incoming: Incoming, article: Article) -> tuple[bool, ...]:
        """What speaks for an article: address, quote, headline; of several, its spelling, place and author."""
        has_address = bool(article.url) and _address(article.url) == _address(incoming.article)
        has_title = bool(incoming.title) and _folded(article.title) == _folded(incoming.title)
        words = _first_words(incoming.quote)
        is_telling = has_title or has_address or len(words.split()) >= FEWEST_WORDS
        has_quote = is_telling and (incoming.quote in article.text or f" {words} " in f" {_folded(article.text)} ")
        is_there = incoming.span is not None and article.text[slice(*incoming.span)] == incoming.quote
        is_exact = article.title == incoming.title
        is_as_addressed = article.url == (incoming.article if "://" in incoming.article else "")
        return has_address, has_quote, has_title, is_exact, is_there, article.byline == incoming.byline, is_as_addressed

    def _look_for(self, words: str, field: str) -> tuple[str, ...]:
        from tui_reader.search.query import Field, Phrase, Query, Word
        from tui_reader.search.terms import find_terms

        terms = tuple(term.text for term in find_terms(words))[:32]
        if not terms or self._asked_for > _LONGEST:
            return ()
        node = Phrase(terms, Field(field)) if len(terms) > 1 else Word(terms[0], Field(field))
        began = perf_counter()
        try:
            return tuple(self._find_articles(Query(words, node, words), _LOOKED_AT))
        except (IndexTroubleError, LibraryError):  # then they are recognised by their ids only
            return ()
        finally:
            self._asked_for += perf_counter() - began


def _first_words(quote: str) -> str:
    """The first words of a quote, as they are searched for."""
    return " ".join(_folded(quote[: 40 * _QUOTED]).split()[:_QUOTED])


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    from tui_reader.search.terms import find_terms

    return " ".join(term.text for term in find_terms(text))


def _address(url: str) -> str:
    """What two addresses of the same article share: not the scheme, and not what was added for counting readers."""
    match = _ADDRESS.match(url.strip())
    return match[1].rstrip("/").lower() if match else ""
