"""Which language a caller reads."""

from __future__ import annotations

from functools import lru_cache

from planning_core.sentences import LANGUAGES

DEFAULT_LANGUAGE = "en"


@lru_cache(maxsize=256)
def language_of(header: str | None) -> str:
    """The best of our languages for an Accept-Language header; English where none is asked for.

    >>> language_of("de, fr-CA;q=0.8, en;q=0.5")
    'fr'
    """
    best, weight = DEFAULT_LANGUAGE, 0.0
    for part in (header or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        quality = _quality(parameter)
        if language in LANGUAGES and quality > weight:
            best, weight = language, quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0
