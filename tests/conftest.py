"""The order of a run over several processes: what takes longest begins first, so that nothing long is left over."""

from typing import Final

import pytest

LONGEST_FIRST: Final = (
    "property/test_same_bytes",
    "property/test_plans",
    "property/test_possibilities",
    "property/test_undecided",
    "property/test_proofs",
    "service/test_killed",
    "http_api/test_api_fuzzing",
    "property/",
    "browser/",
    "service/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort, keeping the order within a file. Every process collects in the same order, as xdist demands."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    path = item.path.as_posix()
    return next((number for number, part in enumerate(LONGEST_FIRST) if part in path), len(LONGEST_FIRST))
