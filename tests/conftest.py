"""What all tests share: bytes of calendars are kept in a folder of their own, never in the user's."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def a_cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For the programs that tests start too."""
    before = os.environ.get("XIAXIAN_CACHE")
    os.environ["XIAXIAN_CACHE"] = str(tmp_path_factory.mktemp("kept"))
    yield
    os.environ.pop("XIAXIAN_CACHE")
    if before is not None:
        os.environ["XIAXIAN_CACHE"] = before
