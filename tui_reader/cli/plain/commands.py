"""What can be typed in plain mode, and how the help says it.

The one rule: a letter means what it means on the screen: both come from the table of keys. What cannot be typed in a
line has another name here: Esc is `..`, and PgUp is `b`.
"""

from collections.abc import Collection, Iterator, Mapping

from tui_reader.ui.keys import KEYS, keys_by_id, shown

_ELSEWHERE = {"": "page_down", "b": "page_up", "..": "back"}
"""What stands for a key that types nothing. A line that is empty was Enter or Space."""

_DOES = {
    "page_down": "Read on, or hear more of a list",
    "page_up": "Go back a page",
    "next_sentence": "Read the next sentence",
    "next_paragraph": "Read the next paragraph",
    "bookmark": "Keep what was read last",
    "timeline": "List every date of whoever you walk, oldest first",
    "together": "List who is named together with whoever you walk",
    "corrections": "List the corrections of names",
    "people": "List people and dates",
    "bookmarks": "List the kept passages",
    "details": "Say what is known of this article",
    "back": "Go one step back: to the hits, to the article, to the results",
}
"""What is said otherwise than on the screen."""

_SEARCHING = (
    "Words: Search for them; / x searches for the word x",
    "/: The results again",
    "A number: What has it in the list that was read out last",
)
_GENERAL = (
    ":page 3: Read three paragraphs at once",
    ":date 2021-06-14: Set the day on which this article was published",
    ":note words: Write a note to what was read last; :tags thaw kimye: Tag it; both keep it",
    ":bookmarks tag:thaw: List the kept passages that match; note: and is:lost work there too",
    ":remove 2: Keep the second passage of the list no longer, or take the second correction back",
    ":timeline 2 or :timeline Kim: Every date of the second of the list, or of Kim; :together likewise",
    ":correct 2 not a name; … same as Kim; … rename Kim; … is a place: Say what is wrong with a name, everywhere",
    ":reload: Look for new and changed articles",
    "?: What can be typed here",
)
_HERE = {
    "start": ("Words: Search for them", "/: All articles, the newest first", "A number: What has it in the list"),
    "results": ("A number: Open that article", "Enter: More results", "n: The first hit"),
    "people and dates": ("A number: Read where that is mentioned; then n and N go on", "..: Back to the article"),
    "timeline": ("A number: Read what was said of that date", "..: Back"),
    "named together": ("A number: Search for both", "..: Back"),
    "corrections": (":remove 2: Take the second back", "..: Back"),
    "kept passages": ("A number: Open that passage", ":remove 2: Keep the second no longer", "..: Back"),
    "no results": ("A number: What to search for instead", "Words: Search for them"),
    "article": (
        "Enter: Read on; b: back; g: from the top",
        "n, N: Next and previous hit; ], [: Next and previous article",
        "p: People and dates; a number then reads where one is mentioned",
        "m: Keep what was read last; u: Undo",
        "..: Back to the results",
    ),
}


def letters_of(ids: Collection[str]) -> dict[str, str]:
    """Return what can be typed for some actions of the table of keys, and the id of each."""
    typed = {shown(name): key.id for key in keys_by_id(*ids) for name in key.keys}
    return _ELSEWHERE | {letter: action for letter, action in typed.items() if len(letter) == 1 and letter.isascii()}


def is_for_the_screen(letter: str) -> bool:
    """Whether a letter is a command that there is on the screen only."""
    return any(letter == shown(name) for key in KEYS for name in key.keys)


def help_here(here: str) -> Iterator[str]:
    """Yield the most useful of what can be typed in a place."""
    yield from _HERE[here]
    yield "??: Everything that can be typed; q: Quit"


def help_with_all(letters: Mapping[str, str]) -> Iterator[str]:
    """Yield everything that can be typed; `letters` are those of `letters_of`."""
    yield from _SEARCHING
    typed: dict[str, list[str]] = {}
    for letter, action in letters.items():
        typed.setdefault(action, []).append(letter or "Enter")
    for key in keys_by_id(*typed):
        yield f"{', '.join(typed[key.id])}: {_DOES.get(key.id, key.does)}"
    yield from _GENERAL
