"""The catalogue with everything around it, as in the tests of the lookup."""

from tests.lookup.conftest import bench, make_bench

__all__ = ["bench", "make_bench"]
