"""One HTML page that needs nothing else: to be read, printed or given away.

The one rule: text is only text. Everything is escaped, there is no script and nothing is loaded, which the page's own
policy says too; an address is a link only where it leads to the web.
"""

from collections.abc import Iterable, Iterator
from html import escape

from tui_reader.bookmarks.exchange import ADDRESS, Passage, by_article
from tui_reader.safe_text import safe_text

_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.55 serif;color:#222;background:#fdfcfa}"
    "h2{margin:2.5rem 0 .2rem;font-size:1.25rem}.about{margin:0 0 1rem;color:#666;font-size:.9rem}"
    "blockquote{margin:1rem 0 .4rem;padding:.1rem 0 .1rem 1rem;border-left:3px solid #b08030;white-space:pre-wrap}"
    ".note{margin:.2rem 0 .2rem 1.2rem;white-space:pre-wrap}.more{margin:0 0 1.2rem 1.2rem;color:#666;font-size:.85rem}"
    "@media (prefers-color-scheme:dark){body{color:#ddd;background:#1c1b19}.about,.more{color:#aaa}}"
)


def write_page(passages: Iterable[Passage]) -> str:
    """Write passages as an HTML page, article by article."""
    articles = by_article(passages)
    count = sum(map(len, articles))
    heading = f"{count:,} kept passage{'' if count == 1 else 's'}"
    head = (
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">',
        f"<title>{heading}</title>",
        f"<style>{_STYLE}</style></head>",
        "<body>",
        f"<h1>{heading}</h1>",
    )
    lines = (line for article in articles for line in _section(article))
    return "\n".join([*head, *lines, "</body>", "</html>"]) + "\n"


def _section(article: list[Passage]) -> Iterator[str]:
    first = article[0]
    title = _escaped(first.title or first.bookmark.article)
    is_address = ADDRESS.fullmatch(first.url) is not None
    yield "<section>"
    yield f'<h2 dir="auto">{_link(first.url, title) if is_address else title}</h2>'
    published = first.published.isoformat() if first.published else ""
    about = [_escaped(each) for each in (first.byline, first.source, published) if each]
    if about:
        yield f'<p class="about" dir="auto">{" · ".join(about)}</p>'
    for passage in article:
        bookmark = passage.bookmark
        yield f'<blockquote dir="auto" id="{_escaped(bookmark.id)}">{_escaped(bookmark.quote)}</blockquote>'
        if bookmark.note:
            yield f'<p class="note" dir="auto">{_escaped(bookmark.note)}</p>'
        state = [] if passage.state in ("exact", "moved") else [passage.state]
        more = [bookmark.created[:10], *state, *(f"#{tag}" for tag in bookmark.tags)]
        yield f'<p class="more">{" · ".join(map(_escaped, more))}</p>'
    yield "</section>"


def _link(address: str, inner: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{inner}</a>'


def _escaped(text: str) -> str:
    return escape(safe_text(text))
