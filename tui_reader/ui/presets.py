"""The sets of keys to begin with: the reader's own, one for vim's fingers, and one without letters.

The one rule: a preset says only where it differs from the table of keys; within each, no key has two meanings.
"""

DEFAULT = "default"

_VIM = {
    "down": ("j", "down", "ctrl+e"),
    "up": ("k", "up", "ctrl+y"),
    "page_down": ("ctrl+f", "pagedown", "space"),
    "page_up": ("ctrl+b", "pageup"),
    "half_page_down": ("ctrl+d", "d"),
    "half_page_up": ("ctrl+u", "D"),
    "next_pane": ("tab", "ctrl+w"),
    "go_back": ("ctrl+o", "H"),  # its partner Ctrl+I is Tab to a terminal: L goes forward
    "redo": ("ctrl+r", "U"),
}
_PLAIN = {
    "search": ("ctrl+l",),
    "down": ("down",),
    "up": ("up",),
    "half_page_down": ("ctrl+pagedown",),
    "half_page_up": ("ctrl+pageup",),
    "top": ("home",),
    "bottom": ("end",),
    "next_hit": ("f3",),
    "previous_hit": ("f2",),
    "sort": ("f11",),
    "next_article": ("f8",),
    "previous_article": ("f7",),
    "go_back": ("ctrl+b",),
    "go_forward": ("ctrl+n",),
    "find": ("ctrl+f",),
    "next_person": ("f9",),
    "previous_person": (),
    "next_date": (),
    "people": ("f4",),
    "scope": (),
    "narrow": ("insert",),
    "exclude": (),
    "timeline": (),
    "together": (),
    "correct": (),
    "reject": (),
    "corrections": (),
    "grow": ("ctrl+a",),
    "shrink": ("ctrl+w",),
    "right": ("right",),
    "left": ("left",),
    "next_sentence": (),
    "previous_sentence": (),
    "next_paragraph": (),
    "previous_paragraph": (),
    "line_start": (),
    "line_end": (),
    "swap_ends": (),
    "bookmark": ("ctrl+k",),
    "note": (),
    "tags": (),
    "next_kept": (),
    "previous_kept": (),
    "bookmarks": ("f6",),
    "copy": ("ctrl+y",),
    "details": ("ctrl+d",),
    "toggle_read": ("ctrl+o",),
    "editor": ("ctrl+e",),
    "save_search": ("ctrl+s",),
    "saved_searches": ("ctrl+v",),
    "recent": ("ctrl+x",),
    "undo": ("ctrl+u",),
    "redo": ("ctrl+r",),
    "zen": ("f12",),
    "narrower_text": (),
    "wider_text": (),
    "theme": ("ctrl+t",),
    "palette": ("ctrl+p",),
    "help": ("f1", "ctrl+g"),
    "quit": (),
}
"""No key that types something, but the space bar. What has no key here is in the palette."""

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {DEFAULT: {}, "vim": _VIM, "plain": _PLAIN}
"""What each preset changes: keys, as Textual calls them, by the ids of their actions."""
