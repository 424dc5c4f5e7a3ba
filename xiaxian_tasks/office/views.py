"""Saved views (视图): queries of the whole county under a name, as entries of the county's history."""

from xiaxian_tasks.domain.entries import VIEW, Entry
from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.errors import Misused, NotFound
from xiaxian_tasks.office import county
from xiaxian_tasks.office.desk import Office

NAME_AT_MOST = 40
"""Characters of a view's name: it stands in a table, beside its query."""


def known(office: Office) -> dict[str, str]:
    """The views known on the day, by name: name -> query, as it was typed."""
    return dict(sorted(county.as_known(office).views.items()))


def text(office: Office, name: str) -> str:
    """The query of a view. Raises NotFound `view` (5) with the names there are."""
    found = known(office)
    if name.strip() not in found:
        raise NotFound("view", list(found), name=name)
    return found[name.strip()]


def save(office: Office, name: str, query: str) -> Entry:
    """Keep a query under a name; an older one of that name is replaced. What cannot be read is not kept.

    Raises Misused `bad-query`, `bad-view-name` (2).
    """
    name = name.strip()
    if not name or len(name) > NAME_AT_MOST or not name.isprintable():
        raise Misused("bad-view-name", text=name, most=NAME_AT_MOST)
    asked = parse(query)
    if not (asked.parts or asked.sort or asked.limit is not None):
        raise Misused("empty-view")
    return county.record(office, VIEW, {"name": name, "query": query.strip()})


def drop(office: Office, name: str) -> Entry:
    """Take a view away. Raises NotFound `view` (5)."""
    text(office, name)
    return county.record(office, VIEW, {"name": name.strip(), "query": ""})
