"""Every key of the reader, in one table: for the bindings, the footer, the help, the palette and `gossip-reader keys`.

The one rule: one letter has one meaning wherever letters are commands. This module knows nothing of the screen, so that
the command line can print the table without loading it.
"""

from dataclasses import dataclass
from enum import StrEnum

from tui_reader.ui.key_names import shown

__all__ = ["KEYS", "MOST_USEFUL", "TYPING", "Context", "Key", "can_clash", "keys_by_id", "keys_of", "shown"]


class Context(StrEnum):
    """Where a key works."""

    EVERYWHERE = "everywhere"
    """Also while typing."""
    COMMANDING = "commanding"
    """Everywhere but while typing."""
    SEARCH = "search"
    """In the search box."""
    RESULTS = "results"
    """In the list of results."""
    LISTS = "lists"
    """In the results, in the people and dates, in the bookmarks, and in the article as far as it makes sense."""
    ARTICLE = "article"
    BOOKMARKS = "bookmarks"
    """In the kept passages, the saved searches and the corrections."""
    PATH = "path"
    """Where a path is typed."""
    FIND = "find"
    """Where one types what to find in the open article."""
    JOT = "jot"
    """Where a note or tags are typed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One action and its keys."""

    id: str
    """Names the action for good; a user's own keys will refer to it."""
    keys: tuple[str, ...]
    """As Textual calls them; the first is the one shown."""
    context: Context
    does: str
    """What it does, for the help and the palette: an imperative."""
    action: str
    """The action's name and parameters, as Textual runs it."""
    label: str = ""
    """A word or two for the footer; empty where the footer need not show it."""


KEYS = (
    Key("search", ("slash",), Context.COMMANDING, "Search the library", "search", "search"),
    Key("open", ("enter",), Context.LISTS, "Open what is chosen", "open", "open"),
    Key("down", ("down", "j"), Context.LISTS, "Go down", "down"),
    Key("up", ("up", "k"), Context.LISTS, "Go up", "up"),
    Key("page_down", ("pagedown", "space"), Context.LISTS, "Go a page down", "page_down", "page"),
    Key("page_up", ("pageup",), Context.LISTS, "Go a page up", "page_up"),
    Key("half_page_down", ("d",), Context.LISTS, "Go half a page down", "half_page_down"),
    Key("half_page_up", ("D",), Context.LISTS, "Go half a page up", "half_page_up"),
    Key("top", ("g", "home"), Context.LISTS, "Go to the beginning", "top"),
    Key("bottom", ("G", "end"), Context.LISTS, "Go to the end", "bottom"),
    Key("next_pane", ("tab",), Context.EVERYWHERE, "Go to the next pane", "next_pane", "next pane"),
    Key("previous_pane", ("shift+tab",), Context.EVERYWHERE, "Go to the previous pane", "previous_pane"),
    Key("back", ("escape",), Context.EVERYWHERE, "Go one step back", "back", "back"),
    Key("next_hit", ("n",), Context.COMMANDING, "Go to the next hit or mention", "next_hit", "next hit"),
    Key("previous_hit", ("N",), Context.COMMANDING, "Go to the previous hit or mention", "previous_hit"),
    Key("show_copies", ("right",), Context.RESULTS, "Show the near-copies of this story", "show_copies", "its copies"),
    Key("hide_copies", ("left",), Context.RESULTS, "Hide its near-copies again", "hide_copies", "hide copies"),
    Key("sort", ("o",), Context.COMMANDING, "Sort the list: best match, newest, oldest, title", "sort", "sort"),
    Key("next_article", ("right_square_bracket",), Context.COMMANDING, "Open the next article", "next_article", "next"),
    Key("previous_article", ("left_square_bracket",), Context.COMMANDING, "Open the previous one", "previous_article"),
    Key("go_back", ("H",), Context.COMMANDING, "Go back to where one was", "go_back", "where I was"),
    Key("go_forward", ("L",), Context.COMMANDING, "Go forward again", "go_forward"),
    Key("find", ("f",), Context.COMMANDING, "Find something in this article", "find", "find here"),
    Key("next_person", ("w",), Context.COMMANDING, "Go to the next mention of a person", "next_person"),
    Key("previous_person", ("W",), Context.COMMANDING, "Go to the previous mention of a person", "previous_person"),
    Key("next_date", ("t",), Context.COMMANDING, "Go to the next date", "next_date"),
    Key("people", ("p",), Context.COMMANDING, "Show people and dates, or hide them", "people", "people"),
    Key("scope", ("backslash",), Context.COMMANDING, "Turn the panel to all results, or back", "scope", "all or this"),
    Key("narrow", ("plus",), Context.COMMANDING, "Ask also for this person, date or source", "narrow", "only these"),
    Key("exclude", ("minus",), Context.COMMANDING, "Leave out this person, date or source", "exclude", "without"),
    Key("timeline", ("M",), Context.COMMANDING, "Show every dated moment of this person", "timeline", "timeline"),
    Key("together", ("c",), Context.COMMANDING, "Show who is named together with this person", "together", "company"),
    Key("correct", ("equals_sign",), Context.COMMANDING, "Correct this name everywhere", "correct", "correct"),
    Key("reject", ("exclamation_mark",), Context.COMMANDING, "Say that this is not a name", "reject", "no name"),
    Key("corrections", ("C",), Context.COMMANDING, "Show the corrections of names", "corrections", "corrections"),
    Key("grow", ("v",), Context.ARTICLE, "Select, and select more: word, sentence, paragraph", "grow", "select"),
    Key("shrink", ("V",), Context.ARTICLE, "Select less", "shrink", "less"),
    Key("right", ("right", "l"), Context.ARTICLE, "Select further right", "right"),
    Key("left", ("left", "h"), Context.ARTICLE, "Select further left", "left"),
    Key("next_sentence", ("right_parenthesis",), Context.ARTICLE, "Go or select a sentence on", "next_sentence"),
    Key("previous_sentence", ("left_parenthesis",), Context.ARTICLE, "Go back a sentence", "previous_sentence"),
    Key("next_paragraph", ("right_curly_bracket",), Context.ARTICLE, "Go or select a paragraph on", "next_paragraph"),
    Key("previous_paragraph", ("left_curly_bracket",), Context.ARTICLE, "Go back a paragraph", "previous_paragraph"),
    Key("line_start", ("0",), Context.ARTICLE, "Select to the beginning of the line", "line_start"),
    Key("line_end", ("dollar_sign",), Context.ARTICLE, "Select to the end of the line", "line_end"),
    Key("swap_ends", ("x",), Context.ARTICLE, "Move the other end of the selection", "swap_ends", "other end"),
    Key("select_right", ("shift+right",), Context.ARTICLE, "Select a character more", "select('right')"),
    Key("select_left", ("shift+left",), Context.ARTICLE, "Select a character less", "select('left')"),
    Key("select_down", ("shift+down",), Context.ARTICLE, "Select a line more", "select('down')"),
    Key("select_up", ("shift+up",), Context.ARTICLE, "Select a line less", "select('up')"),
    Key("bookmark", ("m",), Context.COMMANDING, "Keep the selection, or the sentence of the hit", "bookmark", "keep"),
    Key("note", ("a",), Context.COMMANDING, "Write a note to this passage", "note", "note"),
    Key("tags", ("number_sign",), Context.COMMANDING, "Tag this passage", "tags", "tags"),
    Key("next_kept", ("apostrophe",), Context.COMMANDING, "Go to the next kept passage here", "next_kept"),
    Key("previous_kept", ("quotation_mark",), Context.COMMANDING, "Go to the previous one", "previous_kept"),
    Key("put_back", ("P",), Context.COMMANDING, "Put the lost passage back here", "put_back", "put back"),
    Key("bookmarks", ("B",), Context.COMMANDING, "Show the kept passages", "bookmarks", "bookmarks"),
    Key("copy", ("y",), Context.COMMANDING, "Copy the selection, or the sentence, with its source", "copy", "copy"),
    Key("details", ("i",), Context.COMMANDING, "Show details of this article; set its date", "details", "details"),
    Key("toggle_read", ("r",), Context.COMMANDING, "Mark as read, or as unread", "toggle_read", "read"),
    Key("editor", ("E",), Context.COMMANDING, "Open the original in $EDITOR or $PAGER", "editor"),
    Key("save_search", ("s",), Context.COMMANDING, "Save this search, or forget it", "save_search", "save search"),
    Key("saved_searches", ("S",), Context.COMMANDING, "Show the saved searches", "saved_searches", "saved"),
    Key("recent", ("R",), Context.COMMANDING, "Show the articles that were read last", "recent", "recent"),
    Key("pick", ("asterisk",), Context.BOOKMARKS, "Pick this passage, or let it go", "pick", "pick"),
    Key("group", ("b",), Context.BOOKMARKS, "Group the passages: article, person, tag, day", "group", "group"),
    Key("export", ("e",), Context.BOOKMARKS, "Export the passages that are picked, or all shown", "export", "export"),
    Key("remove", ("delete",), Context.BOOKMARKS, "Remove the chosen passage, search, correction", "remove", "remove"),
    Key("undo", ("u",), Context.COMMANDING, "Undo the last change", "undo", "undo"),
    Key("redo", ("U",), Context.COMMANDING, "Redo what was undone", "redo", "redo"),
    Key("zen", ("z",), Context.COMMANDING, "Show the article alone, or everything again", "zen", "zen"),
    Key("narrower_text", ("less_than_sign",), Context.COMMANDING, "Make the text narrower", "text_width(-4)"),
    Key("wider_text", ("greater_than_sign",), Context.COMMANDING, "Make the text wider", "text_width(4)"),
    Key("wider_pane", ("ctrl+right", "ctrl+down"), Context.COMMANDING, "Give this pane more room", "pane_size(1)"),
    Key("narrower_pane", ("ctrl+left", "ctrl+up"), Context.COMMANDING, "Give this pane less room", "pane_size(-1)"),
    Key("theme", ("T",), Context.COMMANDING, "Choose the theme", "app.choose_theme"),
    Key("reload", ("f5",), Context.COMMANDING, "Look for new and changed articles", "reload", "look again"),
    Key("palette", ("colon", "ctrl+p"), Context.COMMANDING, "Choose a command by name", "app.command_palette", "more"),
    Key("help", ("question_mark",), Context.COMMANDING, "Show all keys", "app.help", "help"),
    Key("quit", ("q",), Context.COMMANDING, "Quit", "app.quit", "quit"),
    Key("quit_typing", ("ctrl+q",), Context.EVERYWHERE, "Quit, also while typing", "app.quit", "quit"),
    Key("result_down", ("down",), Context.SEARCH, "Choose the next result from the box", "screen.result(1)", "choose"),
    Key("result_up", ("up",), Context.SEARCH, "Choose the previous result from the box", "screen.result(-1)"),
    Key("accept", ("enter",), Context.SEARCH, "Open the chosen result", "screen.accept", "open"),
    Key("complete", ("right", "end"), Context.SEARCH, "Accept what completes the query", "complete", "complete"),
    Key("history", ("ctrl+r",), Context.SEARCH, "Choose from past searches", "screen.history", "history"),
    Key("find_next", ("down",), Context.FIND, "Go to the next place that was found", "find_next", "next"),
    Key("find_previous", ("up",), Context.FIND, "Go to the previous place that was found", "find_previous"),
    Key("find_done", ("enter", "tab"), Context.FIND, "Read on, with n for what was found", "find_done", "read on"),
    Key("jot_done", ("enter",), Context.JOT, "Keep this note, or these tags", "jot_done", "keep it"),
    Key("complete_tag", ("tab",), Context.JOT, "Complete the tag", "complete_tag", "complete"),
    Key("accept_path", ("enter",), Context.PATH, "Take this folder, or this file", "screen.accept_path", "take it"),
    Key("complete_path", ("tab",), Context.PATH, "Complete the path", "screen.complete_path", "complete"),
)  # fmt: skip

_APART = {
    frozenset({Context.SEARCH, Context.LISTS}),
    frozenset({Context.SEARCH, Context.COMMANDING}),
    frozenset({Context.SEARCH, Context.ARTICLE}),
    frozenset({Context.SEARCH, Context.BOOKMARKS}),
    frozenset({Context.SEARCH, Context.RESULTS}),
    frozenset({Context.ARTICLE, Context.BOOKMARKS}),
    frozenset({Context.ARTICLE, Context.RESULTS}),
    frozenset({Context.BOOKMARKS, Context.RESULTS}),
    *(frozenset({Context.PATH, other}) for other in Context if other is not Context.PATH),
    *(frozenset({Context.FIND, other}) for other in Context if other is not Context.FIND),
    *(frozenset({Context.JOT, other}) for other in Context if other is not Context.JOT),
}
"""Contexts in which one is never at the same time; or, for a path, whose keys its field takes first."""

TYPING = frozenset({Context.EVERYWHERE, Context.SEARCH, Context.PATH, Context.FIND, Context.JOT})
"""Contexts in which one types: what types something is no key there."""

MOST_USEFUL: dict[str, tuple[str, ...]] = {
    "SEARCH": ("complete", "accept", "result_down", "history", "back", "next_pane", "quit_typing"),
    "FIND": ("find_next", "find_done", "back", "quit_typing"),
    "NOTE": ("jot_done", "back", "quit_typing"),
    "TAGS": ("jot_done", "complete_tag", "back", "quit_typing"),
    "PATH": ("accept_path", "complete_path", "back", "quit_typing"),
    "FRONT": ("open", "search", "recent", "saved_searches", "bookmarks", "palette", "help", "quit"),
    "EMPTY": ("open", "reload", "palette", "help", "quit"),
    "NOTHING": ("open", "search", "bookmarks", "palette", "help", "quit"),
    "RESULTS": (
        *("open", "next_hit", "show_copies", "hide_copies", "search", "sort", "people", "bookmark", "save_search"),
        *("back", "palette", "help", "quit"),
    ),
    "ARTICLE": ("next_hit", "bookmark", "grow", "people", "next_article", "find", "search", "back", "help", "quit"),
    "SELECT": ("grow", "shrink", "bookmark", "copy", "back", "help", "quit"),
    "PEOPLE": (
        *("open", "narrow", "timeline", "correct", "scope", "exclude", "next_hit", "together", "people", "back"),
        *("search", "palette", "help", "quit"),
    ),
    "ZEN": ("zen", "next_hit", "bookmark", "grow", "next_article", "back", "help", "quit"),
    "FILTER": ("complete", "accept", "result_down", "back", "quit_typing"),
    "BOOKMARKS": (
        *("open", "search", "note", "tags", "remove", "undo", "export", "sort", "group", "pick", "back"),
        *("help", "quit"),
    ),
}
"""What the footer may show, by what the reader is doing, the most useful first; `moment` says what of it, and when."""


def can_clash(one: Key, other: Key) -> bool:
    """Whether one key for both actions would have two meanings somewhere."""
    return one.id != other.id and frozenset({one.context, other.context}) not in _APART


def keys_of(*contexts: Context) -> tuple[Key, ...]:
    """Return the keys that work in these contexts."""
    return tuple(key for key in KEYS if key.context in contexts)


def keys_by_id(*ids: str) -> tuple[Key, ...]:
    """Return some keys by their ids."""
    by_id = {key.id: key for key in KEYS}
    return tuple(by_id[key_id] for key_id in ids)
