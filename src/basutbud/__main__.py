"""Lets ``python -m basutbud`` do what ``basutbud`` does."""

from basutbud.cli import main

if __name__ == "__main__":
    main()
