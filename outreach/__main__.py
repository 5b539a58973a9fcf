"""`python -m outreach`."""

import gc

from outreach.cli.app import app


def main() -> None:
    """Run the command line."""
    gc.freeze()  # what was imported stays for good: one look less at each collection
    app()


if __name__ == "__main__":
    main()
