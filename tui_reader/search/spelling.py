"""How far two words are apart: in edits, each a letter more, less or other, or two neighbours swapped.

The one rule: pure. The distance is that of optimal string alignment: no letter is edited twice.
(https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance#Optimal_string_alignment_distance)
"""


def is_one_edit(word: str, other: str) -> bool:
    """Return whether two words are the same, or one edit apart."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    if len(longer) - len(shorter) == 1:
        return shorter[at:] == longer[at + 1 :]
    if len(longer) != len(shorter):
        return False
    is_swapped = longer[at : at + 2] == shorter[at : at + 2][::-1]
    return shorter[at + 1 :] == longer[at + 1 :] or (is_swapped and shorter[at + 2 :] == longer[at + 2 :])


def distance(word: str, other: str) -> int:
    """Return how many edits two words are apart."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != there)))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == there:
                row[-1] = min(row[-1], before[j - 2] + 1)
        before, last = last, row
    return last[-1]
