"""The documentation's pages of rules say what the registry says."""

from pathlib import Path

from docs.generate_rules import pages


def test_pages_of_rules_are_those_that_the_registry_makes(repository: Path) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (repository / "docs/rules").glob("*.md")}

    # Stale? `python docs/generate_rules.py` writes them anew.
    assert kept == pages()
