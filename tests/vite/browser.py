"""Headless Chromium, as the tests of the Vite plugin need it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

import chromium


@contextmanager
def open_browser(profile: Path) -> Iterator[Chrome]:
    """Start Chromium with a profile of its own; skips the test where it or its driver is missing, unless in CI."""
    if not chromium.is_installed() and os.environ.get("CI") != "true":
        pytest.skip("chromium or chromedriver is not installed (Debian: chromium, chromium-driver)")
    with chromium.open_browser(profile) as browser:
        yield browser
