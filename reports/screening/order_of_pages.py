"""In which order proposals are listed, and on which page: by group and tier, and within a tier by key.

Within a tier the order says nothing: whoever stands there ties. Numbers within keys count as numbers.
"""

from dataclasses import dataclass
from typing import Final

from engine.row_order import as_counted
from engine.screening import Group, Proposal, Screening

ON_ONE_PAGE: Final = 200  # proposals that the overview itself lists
OF_A_PART: Final = 100  # on a page, where there are more


@dataclass(frozen=True)
class ListPage:
    """One page of proposals of one group: its file, and which part of how many parts of the group it is."""

    file: str
    group: Group
    part: int
    parts: int
    keys: tuple[str, ...]


def reading_order(screening: Screening) -> list[str]:
    """The keys of all proposals, group after group."""
    return [key for group in screening.groups for key in _keys(group)]


def in_rows(screening: Screening) -> list[Proposal]:
    """All proposals by key, as the rows of what was received."""
    return sorted(screening.proposals, key=lambda one: as_counted(one.key))


def _keys(group: Group) -> list[str]:
    return [key for tier in group.tiers for key in sorted(tier.keys, key=as_counted)]


def list_pages(screening: Screening) -> list[ListPage]:
    """None where the overview lists all."""
    if screening.counts.accepted <= ON_ONE_PAGE:
        return []
    pages: list[ListPage] = []
    for group in screening.groups:
        keys = _keys(group)
        parts = [tuple(keys[begin : begin + OF_A_PART]) for begin in range(0, len(keys), OF_A_PART)]
        for part, some in enumerate(parts, start=1):
            pages.append(ListPage(f"list-{len(pages) + 1:03}.html", group, part, len(parts), some))
    return pages
