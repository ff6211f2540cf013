"""Makes entities of the mentions that mean the same: their names, aliases, ids and parts in the article.

The one rule: an id is made of the name that is shown, so that the same person has the same one in every article that
calls them alike.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui_reader.article import Entity, EntityKind, Role
from tui_reader.mentions import lexicon
from tui_reader.mentions.naming import PARTICLES, cut_possessive, entity_id, fold, parse_name

COMMON = 0.5
"""A fuller form is the name if it is used more than this often for each time the commonest is."""
_SHOUTED = 4
"""Letters. Longer forms in capitals are somebody's way to write a headline, and no name of their own."""


@dataclass(eq=False, slots=True)
class Group:
    """Mentions that mean the same, while they are being collected."""

    kind: EntityKind
    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    """Surface form → how often the body uses it. Headlines and captions say little about how a name is written."""
    names: Counter[str] = field(default_factory=Counter)
    """Those of the forms that can be the name of it all: full ones."""
    in_story: bool = False
    signed: bool = False
    members: tuple["Group | str", ...] = ()
    could_be: tuple["Group", ...] = ()

    def add(self, form: str, weight: int, in_story: bool, name: str | None = None) -> None:
        """Count one mention; `name` is what it can be called after it."""
        self.count += 1
        self.forms[form] += weight
        if name:
            self.names[name] += weight
        self.in_story = self.in_story or in_story

    @property
    def role(self) -> Role:
        """Who signed is the author wherever they are named; what the story never mentions belongs to the bio."""
        return Role.AUTHOR if self.signed else Role.STORY if self.in_story else Role.BIO


def make_entities(groups: Sequence[Group]) -> tuple[dict[Group, str], tuple[Entity, ...]]:
    """Name the groups.

    Returns:
        The id of each group, and the entities: the most mentioned first. Groups of one name are one entity.
    """
    ids: dict[Group, str] = {}
    same: dict[str, list[Group]] = defaultdict(list)
    names: dict[str, str] = {}
    for group in groups:
        name = _name(group)
        ids[group] = entity_id(name, group.kind)
        same[ids[group]].append(group)
        names.setdefault(ids[group], name)
    entities = [_entity(id_, names[id_], together, ids) for id_, together in same.items()]
    return ids, tuple(sorted(entities, key=lambda entity: (-entity.count, entity.name, entity.id)))


def _entity(id_: str, name: str, groups: Sequence[Group], ids: dict[Group, str]) -> Entity:
    forms: Counter[str] = Counter()
    for group in groups:
        forms.update(group.forms)
    members = (_id(member, ids) for group in groups for member in group.members)
    could_be = (ids[other] for group in groups for other in group.could_be if other in ids)
    roles = {group.role for group in groups}
    return Entity(
        id_,
        name,
        groups[0].kind,
        _aliases(name, forms),
        _once(member for member in members if member and member != id_),
        sum(group.count for group in groups),
        next(role for role in (Role.AUTHOR, Role.STORY, Role.BIO) if role in roles),
        _once(other for other in could_be if other != id_),
    )


def _id(member: "Group | str", ids: dict[Group, str]) -> str | None:
    return member if isinstance(member, str) else ids.get(member)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _name(group: Group) -> str:
    """The fullest form that is common."""
    forms = _written(group.names or group.forms)
    if group.kind is not EntityKind.PERSON:
        if group.kind is EntityKind.FAMILY:
            return _family_name(forms)
        return max(
            forms, key=lambda form: (not form.islower(), len(form) if group.names else 0, forms[form], len(form), form)
        )
    forms = _without_bare_surnames(forms)
    usual = [form for form in forms if _is_usual(form)] if len(parse_name(max(forms, key=len)).words) > 2 else []
    common = max(
        [form for form in usual if parse_name(form).is_full] or forms,
        key=lambda form: (not form.islower(), forms[form], _is_usual(form), -len(form.split()), len(form), form),
    )
    first = parse_name(common).first
    fuller = [
        form
        for form in forms
        if len(form) > len(common) and forms[form] > COMMON * forms[common] and parse_name(form).first == first
    ]
    return max(fuller, key=lambda form: (len(form), form), default=common)


def _without_bare_surnames(forms: dict[str, int]) -> dict[str, int]:
    """Leave out "Del Toro" where there is a Benicio del Toro: it looks like a full name, and is none."""
    words = {form: parse_name(form).words for form in forms}
    particles = {(particle,) for particle in PARTICLES}
    longer = {tuple(named[1:]) for named in words.values()}
    return {
        form: count for form, count in forms.items() if words[form][:1] not in particles or words[form] not in longer
    } or forms


def _family_name(forms: dict[str, int]) -> str:
    """The plural, if it is used; else "Kardashian family"."""
    plural = [form for form in forms if fold(form).endswith("s") or " " in form]
    if plural:
        return max(plural, key=lambda form: (not form.islower(), forms[form], form))
    return f"{max(forms, key=lambda form: (forms[form], form))} family"


def _is_usual(form: str) -> bool:
    return parse_name(form).first in lexicon.first_names()


def _written(forms: Counter[str]) -> dict[str, int]:
    """Forms that differ in case, accents or a possessive as one, as most mentions write it; rather not in capitals."""
    alike: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        alike[_key(form)][form] += count
    return {_best(variants): sum(variants.values()) for variants in alike.values()}


def _best(variants: Counter[str]) -> str:
    form = min(variants, key=lambda form: (form.islower(), _is_shouted(form), -variants[form], -len(form), form))
    return cut_possessive(form) or form


def _is_shouted(form: str) -> bool:
    return form.isupper() and len(form) > _SHOUTED


def _key(form: str) -> str:
    folded = fold(form)
    return cut_possessive(folded.removeprefix("the ")) or folded


def _aliases(name: str, forms: Counter[str]) -> tuple[str, ...]:
    written = _written(forms)
    ranked = sorted(written, key=lambda form: (-written[form], form))
    return tuple(form for form in ranked if _key(form) != _key(name))
