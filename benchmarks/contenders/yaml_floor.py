"""The floor for clinic files: libyaml parses each, and makes nothing of what it finds."""

from __future__ import annotations

import sys
from pathlib import Path

from yaml._yaml import CParser


def main() -> None:
    """Parse every YAML file in the folder on the command line."""
    for path in sorted(Path(sys.argv[1]).glob("**/*.yaml")):
        CParser(path.read_bytes()).raw_parse()


if __name__ == "__main__":
    main()
