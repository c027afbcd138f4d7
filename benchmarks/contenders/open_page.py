"""How long Chromium takes from being told of a page until it has drawn it: a JSON list, seconds.

``python benchmarks/contenders/open_page.py PAGE --times 5``; Playwright and Chromium must be there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
DRAWN = "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"


def main() -> None:
    """Open the page several times, each in a tab of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=Path)
    parser.add_argument("--times", type=int, default=5)
    chosen = parser.parse_args()
    found = shutil.which("chromium") or sys.exit("no chromium on the path")
    seconds = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        for _ in range(chosen.times):
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            start = time.perf_counter()
            tab.goto(chosen.page.resolve().as_uri(), wait_until="load")
            tab.evaluate(DRAWN)
            seconds.append(time.perf_counter() - start)
            tab.close()
        browser.close()
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
