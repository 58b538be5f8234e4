"""Headless Chromium, as the tests of the Vite plugin need it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

_FLAGS = (
    "--headless",
    "--no-sandbox",  # tests run as root in CI
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=900,620",
)


@contextmanager
def open_browser(profile: Path) -> Iterator[Chrome]:
    """Start Chromium with a profile of its own; skips the test where it or its driver is missing, unless in CI."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if (chromium is None or driver is None) and os.environ.get("CI") != "true":
        pytest.skip("chromium or chromedriver is not installed (Debian: chromium, chromium-driver)")
    assert chromium
    assert driver
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = Chrome(options, ChromeService(driver))
    try:
        yield browser
    finally:
        browser.quit()
