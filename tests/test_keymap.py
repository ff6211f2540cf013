"""The user's own keys: how they are written, what may be wrong with them, and what nobody can take away."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.keys import _character_to_key

from tui_reader.errors import StoreError
from tui_reader.ui.key_names import is_typed, parse_key, shown
from tui_reader.ui.keymap import Keymap, parse_keys
from tui_reader.ui.keys import KEYS, TYPING, can_clash
from tui_reader.ui.keys_file import MAX_BYTES, read_keymap, with_preset, write_preset
from tui_reader.ui.presets import PRESETS

IDS = [key.id for key in KEYS]
NAMES = sorted({name for key in KEYS for name in key.keys} | {"f9", "K", "Ä", "7", "ctrl+g", "ctrl+home", "ctrl+q"})

lines = st.tuples(
    st.sampled_from([*IDS, "nothing"]),
    st.lists(st.sampled_from([*NAMES, "alt+x", "no key"]), max_size=3) | st.sampled_from(NAMES) | st.integers(),
)


def as_toml(chosen: dict[str, object], preset: str = "default") -> str:
    """A keys.toml that says this. Python writes lists of plain strings as TOML does."""
    rows = (f"{name} = {value!r}" for name, value in chosen.items())
    return "\n".join([f"preset = {preset!r}", "[keys]", *rows])


def assert_sound(keymap: Keymap) -> None:
    """What holds whatever keys.toml says: quitting works, a box can be left, no key has two meanings in one place."""
    (quitting, back) = keymap.by_id("quit_typing", "back")
    assert "ctrl+q" in quitting.keys
    assert "escape" in back.keys
    assert [key.id for key in keymap.keys] == IDS
    for one, other in combinations(keymap.keys, 2):
        shared = set(one.keys) & set(other.keys)
        assert not (shared and can_clash(one, other)), (one.id, other.id, shared)
        assert not any(len(name) == 1 for name in shared), (one.id, other.id, shared)
    for key in keymap.of(*TYPING):
        assert not any(map(is_typed, key.keys)), key.id


@given(chosen=st.dictionaries(lines.map(lambda line: line[0]), lines.map(lambda line: line[1])))
@settings(max_examples=60)
@pytest.mark.parametrize("preset", PRESETS)
def test_whatever_keys_are_asked_for_quitting_works_and_no_key_means_two_things(
    preset: str, chosen: dict[str, object]
) -> None:
    assert_sound(parse_keys(as_toml(chosen, preset)))


@given(st.text() | st.text(alphabet="[]{}=\"'#.,\\ \nkeysprt0"))
def test_any_text_is_read_or_its_mistake_is_told(text: str) -> None:
    keymap = parse_keys(text)
    assert_sound(keymap)
    assert all(mistake and "\n" not in mistake and len(mistake) < 250 for mistake in keymap.mistakes)


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 50_000, "x = " + "9" * 10_000, "a.b.c.d = 1\n" * 3, "\ufeff", "[keys]\r"]
)
def test_monstrous_files_are_survived(text: str) -> None:
    assert_sound(parse_keys(text))


@given(st.sampled_from(NAMES))
def test_a_key_is_read_as_it_is_shown(name: str) -> None:
    assert parse_key(shown(name)) == name
    assert parse_key(name) == name


@given(st.characters(min_codepoint=0x21, max_codepoint=0x2FF, exclude_categories=["Cc", "Zs", "Cf"]))
def test_what_a_key_types_is_called_as_textual_calls_it(char: str) -> None:
    try:
        name = parse_key(char)
    except ValueError:
        name = ""
    assert name in ("", _character_to_key(char))
    assert is_typed(name) or not (char.isascii() or char.isalnum())


@given(st.text(max_size=12))
def test_no_name_is_taken_for_a_key_that_cannot_be_written_again(words: str) -> None:
    try:
        name = parse_key(words)
    except ValueError:
        return
    assert parse_key(name) == name
    assert parse_key(shown(name)) == name


@pytest.mark.parametrize(
    "words", ["alt+x", "M-x", "^I", "ctrl+m", "C-h", "ctrl+j", "^[", "ctrl+1", "ctrl+/", "shift+f3"]
)
def test_keys_that_terminals_do_not_send_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="terminals do not send"):
        parse_key(words)


def test_a_shifted_letter_is_written_as_a_capital() -> None:
    with pytest.raises(ValueError, match="write “N”"):
        parse_key("shift+n")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_sound(preset: str) -> None:
    keymap = parse_keys(f'preset = "{preset}"')
    assert keymap.mistakes == ()
    assert keymap.preset == preset
    assert set(PRESETS[preset]) <= set(IDS)
    assert all(parse_key(name) == name for key in keymap.keys for name in key.keys)
    assert_sound(keymap)


def test_the_plain_preset_has_nothing_that_could_be_typed_but_the_space_bar() -> None:
    keymap = parse_keys('preset = "plain"')
    assert {name for key in keymap.keys for name in key.keys if is_typed(name)} == {"space"}
    assert all(key.keys for key in keymap.by_id("search", "next_hit", "bookmark", "people", "palette", "help"))


def test_vim_moves_by_half_pages_and_keeps_every_key_of_the_default() -> None:
    keymap = parse_keys('preset = "vim"')
    assert keymap.shown("half_page_down") == "^D"
    for usual, own in zip(KEYS, keymap.keys, strict=True):
        assert set(usual.keys) <= set(own.keys)


def test_two_actions_may_change_places() -> None:
    keymap = parse_keys('[keys]\nnext_hit = "m"\nbookmark = "n"')
    assert keymap.mistakes == ()
    assert (keymap.shown("next_hit"), keymap.shown("bookmark")) == ("m", "n")


def test_of_two_lines_for_one_key_the_first_holds() -> None:
    keymap = parse_keys('[keys]\nnext_hit = "K"\nbookmark = "K"')
    assert keymap.mistakes == ("bookmark: K is for next_hit already",)
    assert (keymap.shown("next_hit"), keymap.shown("bookmark")) == ("K", "m")


def test_a_line_that_is_refused_gives_its_action_the_old_key_back_before_another() -> None:
    keymap = parse_keys('[keys]\nnext_hit = "alt+x"\nbookmark = "n"\ncopy = "m"')
    assert keymap.mistakes[0].startswith("next_hit: terminals do not send")
    assert keymap.mistakes[1:] == ("bookmark: n is for next_hit already", "copy: m is for bookmark already")
    assert keymap.keys == KEYS


def test_a_hint_names_the_user_s_key_or_none() -> None:
    assert Keymap().with_hint("kept", "undo", "undo") == "kept · u undo"
    assert parse_keys('[keys]\nundo = "F4"').with_hint("kept", "undo", "undo") == "kept · F4 undo"
    assert parse_keys("[keys]\nundo = []").with_hint("kept", "undo", "undo") == "kept"


# The file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe[\0k\0", "not in UTF-8"),
        (b"# " + b"x" * MAX_BYTES, "more than"),
        (b"x = = 1", "(at line 1, column 5)"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(content)
    keymap = read_keymap(path)
    assert keymap.keys == KEYS
    assert said in "".join(keymap.mistakes)


def test_no_file_is_no_mistake_and_a_folder_or_a_pipe_is_one(tmp_path: Path) -> None:
    assert read_keymap(tmp_path / "keys.toml") == Keymap()
    (mistake,) = read_keymap(tmp_path).mistakes
    assert "cannot be read" in mistake


@given(
    head=st.sampled_from(["", "# mine\n", 'preset = "vim"  # fingers\n', "\n\npreset='plain'\n"]),
    tail=st.sampled_from(["", '[keys]\nundo = "F10"\n', '[keys]\n# preset = "vim"\nundo = "F10"']),
    preset=st.sampled_from(list(PRESETS)),
)
def test_a_preset_is_written_into_a_file_and_nothing_else_is_touched(head: str, tail: str, preset: str) -> None:
    changed = with_preset(head + tail, preset)
    keymap = parse_keys(changed)
    assert keymap.preset == preset
    assert keymap.mistakes == ()
    assert changed.endswith(tail)
    assert keymap.shown("undo") == ("F10" if "undo" in tail else parse_keys(f"preset = '{preset}'").shown("undo"))


def test_choosing_a_preset_writes_the_file_a_link_leads_to(tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles" / "keys.toml"
    dotfiles.parent.mkdir()
    dotfiles.write_text("# mine\n")
    link = tmp_path / "config" / "keys.toml"
    link.parent.mkdir()
    link.symlink_to(dotfiles)
    assert write_preset(link, "vim").preset == "vim"
    assert link.is_symlink()
    assert dotfiles.read_text() == 'preset = "vim"\n# mine\n'
    assert list(link.parent.iterdir()) == [link]


def test_a_broken_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text("x = = 1\n")
    with pytest.raises(StoreError):
        write_preset(path, "vim")
    assert path.read_text() == "x = = 1\n"
