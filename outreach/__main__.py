"""`python -m outreach`."""

import gc

from outreach.cli.app import app


def main() -> None:
    """Run the command line."""
    collect_seldom()
    app()


def collect_seldom() -> None:
    """Have the garbage collector look seldom: a plan is many small values without cycles.

    What was imported stays for good and is not looked at again. Measured in `benchmarks/planning.py`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


if __name__ == "__main__":
    main()
