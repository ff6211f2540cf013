r"""Markdown for Obsidian, Logseq and all that reads CommonMark: front matter, a heading for each article, and quotes.

The one rule: text is only text. Whatever Markdown, Obsidian or Logseq would take for markup has a backslash before it:
no passage becomes a heading, a link, a query or HTML.
"""

import json
import re
from collections.abc import Iterable, Iterator

from tui_reader.bookmarks.exchange import ADDRESS, Passage, by_article
from tui_reader.safe_text import safe_text

_MARKUP = re.compile(
    r"[\\`*_\[\]<>~|$&#^{}]|=(?==)|%(?=%)|:(?=:|//)|\((?=\()|(?<=\w)@(?=\w)|(?<=\bwww)\.", re.IGNORECASE
)
"""What means something anywhere in a line, `%%`, `((`, `key::` and addresses among it."""
_BEGINS_BLOCK = re.compile(r"([-+]|[0-9]{1,9}[.)])(?=\s|\Z)|[-+:]{2,}|=")
"""What means something at the beginning of one: lists, rules, underlines of headings."""
_NO_TAG = re.compile(r"[^\w/-]+")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def write_markdown(passages: Iterable[Passage]) -> str:
    """Write passages as one Markdown document, article by article."""
    articles = by_article(passages)
    return "\n".join([*_front_matter(articles), *(line for article in articles for line in _section(article))]) + "\n"


def _front_matter(articles: list[list[Passage]]) -> Iterator[str]:
    """What is said of the only article; of several, how many they are."""
    passages = [passage for article in articles for passage in article]
    yield "---"
    if len(articles) == 1:
        first = passages[0]
        published = first.published.isoformat() if first.published else ""
        said = {"title": _title(first), "author": first.byline, "source": first.source, "url": first.url}
        for name, value in {**said, "published": published, "article": first.bookmark.article}.items():
            if value:
                yield f"{name}: {value if name == 'published' else _yaml(value)}"
    else:
        yield 'title: "Kept passages"'
        yield f"articles: {len(articles)}"
    yield f"passages: {len(passages)}"
    tags = sorted({tag for passage in passages for tag in _tags(passage)})
    if tags:
        yield "tags:"
        yield from (f"  - {_yaml(tag)}" for tag in tags)
    yield "---"


def _section(article: list[Passage]) -> Iterator[str]:
    first = article[0]
    yield ""
    yield f"## {escape_markdown(_title(first))}"
    published = first.published.isoformat() if first.published else ""
    about = [escape_markdown(each) for each in (first.byline, first.source, published) if each]
    if first.url:
        about.append(f"<{first.url}>" if ADDRESS.fullmatch(first.url) else escape_markdown(first.url))
    if about:
        yield ""
        yield " · ".join(about)
    for passage in article:
        yield ""
        yield from (f"> {line}".rstrip() for line in _escaped_lines(passage.bookmark.quote))
        if passage.state not in ("exact", "moved"):
            yield ""
            yield f"({passage.state})"
        if passage.bookmark.note:
            yield ""
            yield from _escaped_lines(passage.bookmark.note)
        if tags := _tags(passage):
            yield ""
            yield " ".join(f"#{tag}" for tag in tags)


def escape_markdown(text: str) -> str:
    """Return text on one line in which nothing is markup."""
    line = _MARKUP.sub(_escaped, " ".join(safe_text(text).split()))
    begun = _BEGINS_BLOCK.match(line)
    if not begun:
        return line
    sign = begun.end() - 1 if begun[0][0].isdigit() else 0
    return f"{line[:sign]}\\{line[sign:]}"


def _escaped(markup: re.Match[str]) -> str:
    return "".join(f"\\{char}" for char in markup[0])


def _escaped_lines(text: str) -> list[str]:
    return [escape_markdown(line) for line in safe_text(text).strip().split("\n")]


def _title(passage: Passage) -> str:
    return passage.title or passage.bookmark.article


def _tags(passage: Passage) -> list[str]:
    """Tags as they can be written after `#`: in one word, and not of digits only."""
    words = (_NO_TAG.sub("-", safe_text(tag)).strip("-") for tag in passage.bookmark.tags)
    return list(dict.fromkeys(f"{word}-" if word.isdigit() else word for word in words if word))


def _yaml(text: str) -> str:
    """Text in double quotes, as YAML reads it: JSON, but with what is not printable escaped one by one."""
    return _UNPRINTABLE.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(text, ensure_ascii=False))
