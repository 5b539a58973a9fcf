"""The rules as people read them: on a terminal, in `docs/rules.md`, in the README, and in SARIF."""
