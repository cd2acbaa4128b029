"""Nothing that the guide was given is lost, and no figure is changed.

`facts.yml` maps each of the 364 facts to the place in `data/` that carries it. An editor may move or reword a text; the
map then follows. A fact without a place, or a figure that differs, fails here by its id.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
FACTS: dict[str, dict[str, Any]] = yaml.safe_load((PROJECT / "tests/data/facts.yml").read_text("utf-8"))
FACT_COUNT = 364
NAMES = ("id", "level", "area", "skill", "tool", "certification", "category", "family")
LOCALES = ("it", "en")


def places(fact: dict[str, Any]) -> list[str]:
    at = fact.get("at", [])
    return at if isinstance(at, list) else [at]


def document(file: str, cache: dict[str, Any] = {}) -> Any:  # noqa: B006 - a cache across tests is meant
    if file not in cache:
        cache[file] = yaml.safe_load((PROJECT / "data" / file).read_text("utf-8"))
    return cache[file]


def find(place: str) -> list[Any]:
    """All values that a place names; several only where it has a `*`."""
    file, _, way = place.partition("#")
    return follow(document(file), way)


def follow(value: Any, way: str) -> list[Any]:
    found = [value]
    for step in [step for step in way.split("/") if step and step != "."]:
        found = [inner for outer in found for inner in take(outer, step)]
    return found


def take(value: Any, step: str) -> list[Any]:
    if step == "*":
        return list(value)
    if isinstance(value, list):
        named = [entry for entry in value if isinstance(entry, dict) and step in [entry.get(name) for name in NAMES]]
        return named or [value[int(step)]]
    return [value[step]]


def text_of(value: Any, locale: str) -> str:
    """All words at a place in one locale."""
    if isinstance(value, dict):
        parts = [value[locale]] if set(value) >= set(LOCALES) else list(value.values())
        return " ".join(text_of(part, locale) for part in parts)
    if isinstance(value, list):
        return " ".join(text_of(part, locale) for part in value)
    return " ".join(str(value).split())


def test_every_fact_is_on_the_map() -> None:
    assert len(FACTS) == FACT_COUNT


@pytest.mark.parametrize("fact_id", FACTS)
def test_fact_has_its_place_in_both_languages(fact_id: str) -> None:
    fact = FACTS[fact_id]
    assert places(fact) or fact["derived"], f"{fact_id}: no place and no reason"
    for place in places(fact):
        found = find(place)
        assert found, place
        for locale in LOCALES:
            assert text_of(found, locale).strip(), f"{fact_id}: {place} is empty in {locale}"


@pytest.mark.parametrize("fact_id", [fact_id for fact_id, fact in FACTS.items() if "figures" in fact])
def test_figures_are_those_that_were_given(fact_id: str) -> None:
    (place,) = places(FACTS[fact_id])[:1]
    for way, expected in FACTS[fact_id]["figures"].items():
        (found,) = find(f"{place}/{way}" if not place.endswith("#") else place + way)
        assert found == expected, f"{fact_id}: {way}"
        assert isinstance(found, bool) == isinstance(expected, bool)


@pytest.mark.parametrize("fact_id", [fact_id for fact_id, fact in FACTS.items() if "in_text" in fact])
def test_numbers_told_in_words_stand_in_both_texts(fact_id: str) -> None:
    fact = FACTS[fact_id]
    for locale in LOCALES:
        told = " ".join(text_of(find(place), locale) for place in places(fact))
        assert fact["in_text"][locale].lower() in told.lower(), f"{fact_id}: {locale}"


@pytest.mark.parametrize("fact_id", [fact_id for fact_id, fact in FACTS.items() if "counts" in fact])
def test_mere_counts_are_those_of_the_lists(fact_id: str) -> None:
    (place,) = places(FACTS[fact_id])
    for way, expected in FACTS[fact_id]["counts"].items():
        assert sum(len(found) for found in follow(find(place)[0], way)) == expected, f"{fact_id}: {way}"
