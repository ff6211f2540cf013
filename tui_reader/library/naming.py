"""Works out who is who in a library, and lays that over a single article.

The one rule: what is worked out lies in the index's folder, and is made anew at the end of every update that runs to
its end.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, Entity, EntityKind, Mention, MentionKind, Role
from tui_reader.search.entity_ids import kind_of, name_of, settled
from tui_reader.search.registry import Merged, Registry

if TYPE_CHECKING:
    from tui_reader.search.engine.folder import IndexFolder

_MENTION_KINDS = {
    EntityKind.ORGANISATION: MentionKind.ORGANISATION,
    EntityKind.PLACE: MentionKind.PLACE,
    EntityKind.WORK: MentionKind.WORK,
}
"""Of every other kind of entity the mentions are those of people."""


def work_out(folder: "IndexFolder") -> None:
    """Work out of all names in an index which ones mean the same, if they are others by now, and write that.

    Raises:
        IndexDamagedError: The index cannot be read.
        IndexTroubleError: The folder cannot be written.
    """
    from tui_reader.search.engine.reading import WhooshIndex

    if folder.is_merged():
        return
    index = WhooshIndex(folder)
    try:
        names = index.all_names()
    finally:
        index.close()
    folder.write_merged(merge(names))


def merge(names: Iterable[tuple[str, str, tuple[str, ...], int]]) -> Merged:
    """Return which of some names mean the same: of each its id, the canonical name, members, and number of articles."""
    from tui_reader.mentions.registry import merge_names

    rows = [(entity_id, name, kind_of(entity_id), members, count) for entity_id, name, members, count in names]
    ids = merge_names((name, kind, count) for _, name, kind, _, count in rows if kind)
    together: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    written: dict[str, dict[str, int]] = defaultdict(dict)
    standing = set(ids.values())
    for entity_id, name, _, members, count in rows:
        if members:
            together[ids.get(entity_id, entity_id)].add(tuple(sorted({ids.get(each, each) for each in members})))
        if entity_id in standing:
            written[entity_id][name] = written[entity_id].get(name, 0) + count
    pairs = {pair: next(iter(members)) for pair, members in together.items() if len(members) == 1}
    usual = {each: max(forms, key=lambda form: (forms[form], form)) for each, forms in written.items()}
    return Merged(ids, pairs, usual)


def as_registered(annotated: AnnotatedArticle, registry: Registry, called: "dict[str, str]") -> AnnotatedArticle:
    """Return an article with the ids, names and kinds of the whole library, without what is no name.

    Args:
        annotated: As it was found in the article alone.
        registry: Who is who.
        called: The names of those who stand for others.
    """
    standing = {entity.id: registry.standing(settled(entity.id)) for entity in annotated.entities}
    mentions = []
    for mention in annotated.mentions:
        entity_id = standing.get(mention.entity, mention.entity) if mention.entity else None
        if mention.kind is MentionKind.DATE or entity_id:
            mentions.append(_as_registered(mention, entity_id))
    groups: dict[str, list[Entity]] = defaultdict(list)
    for entity in annotated.entities:
        if standing[entity.id]:
            groups[standing[entity.id]].append(entity)
    entities = [_as_one(entity_id, group, registry, called) for entity_id, group in groups.items()]
    entities.sort(key=lambda entity: (-entity.count, entity.name))
    return AnnotatedArticle(annotated.article, tuple(mentions), tuple(entities))


def _as_registered(mention: Mention, entity_id: str | None) -> Mention:
    if mention.kind is MentionKind.DATE or entity_id == mention.entity:
        return mention
    kind = kind_of(entity_id or "")
    return replace(mention, entity=entity_id, kind=_MENTION_KINDS.get(kind or EntityKind.PERSON, MentionKind.PERSON))


def _as_one(entity_id: str, group: "list[Entity]", registry: Registry, called: "dict[str, str]") -> Entity:
    """Return several entities of an article as the one that they are in the library."""
    best = next((entity for entity in group if entity.id == entity_id), None)
    own = called.get(entity_id) or (best.name if best else name_of(entity_id))
    name = registry.renamed.get(entity_id) or own
    forms = [form for entity in group for form in (entity.name, *entity.aliases)]
    aliases = {form.casefold(): form for form in reversed(forms) if form.casefold() != name.casefold()}
    others = [aliases.pop(form.casefold()) for form in forms if form.casefold() in aliases]
    members = [registry.standing(settled(each)) for entity in group for each in entity.members]
    could_be = [registry.standing(settled(each)) for entity in group for each in entity.could_be]
    return Entity(
        id=entity_id,
        name=name,
        kind=kind_of(entity_id) or group[0].kind,
        aliases=tuple(others),
        members=_once(members) or registry.merged.pairs.get(entity_id, ()),
        count=sum(entity.count for entity in group),
        role=min((entity.role for entity in group), key=list(Role).index),
        could_be=_once(could_be),
    )


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in ids if each))
