"""The table of keys, held against itself and against the program."""

from collections import defaultdict
from itertools import combinations

import pytest

from tui_reader.ui.keys import KEYS, MOST_USEFUL, Key, can_clash, shown


def keys_by_name() -> dict[str, list[Key]]:
    found = defaultdict(list)
    for key in KEYS:
        for name in key.keys:
            found[name].append(key)
    return dict(found)


def test_ids_are_unique() -> None:
    ids = [key.id for key in KEYS]
    assert len(set(ids)) == len(ids)


def test_a_letter_has_one_meaning_wherever_letters_are_commands() -> None:
    for name, keys in keys_by_name().items():
        if len(name) == 1:
            assert len(keys) == 1, name


def test_no_key_does_two_things_in_the_same_place() -> None:
    for name, keys in keys_by_name().items():
        for one, other in combinations(keys, 2):
            assert not can_clash(one, other), name


def test_keys_that_terminals_confuse_are_not_used() -> None:
    unreliable = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+slash", "ctrl+space"}
    assert not unreliable & keys_by_name().keys()
    assert not [name for name in keys_by_name() if name.startswith(("alt+", "ctrl+shift+"))]


@pytest.mark.parametrize("mode", MOST_USEFUL)
def test_the_footer_shows_keys_that_exist_and_have_a_label(mode: str) -> None:
    by_id = {key.id: key for key in KEYS}
    for key_id in MOST_USEFUL[mode]:
        assert by_id[key_id].label


@pytest.mark.parametrize("mode", MOST_USEFUL)
def test_the_footer_shows_no_letters_while_one_types(mode: str) -> None:
    by_id = {key.id: key for key in KEYS}
    shown_keys = [shown(by_id[key_id].keys[0]) for key_id in MOST_USEFUL[mode]]
    assert len(set(shown_keys)) == len(shown_keys)
    if mode == "SEARCH":
        assert not [key for key in shown_keys if len(key) == 1 and key.isalnum()]


def test_every_key_says_what_it_does_in_the_imperative() -> None:
    for key in KEYS:
        assert key.does[0].isupper()
        assert not key.does.endswith(".")
