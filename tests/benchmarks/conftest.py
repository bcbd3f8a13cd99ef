"""Benchmarks run by the machine's own clock: what takes long here is what they are to tell."""

import asyncio


def pytest_asyncio_loop_factories() -> dict[str, type[asyncio.AbstractEventLoop]]:
    """Give the usual loop, whose time passes while it works."""
    return {"usual": asyncio.SelectorEventLoop}
