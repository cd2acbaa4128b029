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


def test_each_fact_has_its_place_in_both_languages_with_the_figures_that_were_given(
    subtests: pytest.Subtests,
) -> None:
    for fact_id, fact in FACTS.items():
        with subtests.test(fact_id):
            assert places(fact) or fact["derived"], "no place and no reason"
            for place in places(fact):
                found = find(place)
                assert found, place
                for locale in LOCALES:
                    assert text_of(found, locale).strip(), f"{place} is empty in {locale}"
            for way, expected in fact.get("figures", {}).items():
                place = places(fact)[0]
                (figure,) = find(f"{place}/{way}" if not place.endswith("#") else place + way)
                assert figure == expected, way
                assert isinstance(figure, bool) == isinstance(expected, bool)
            for locale, number in fact.get("in_text", {}).items():
                told = " ".join(text_of(find(place), locale) for place in places(fact))
                assert number.lower() in told.lower(), f"told in words in {locale}"
            for way, expected in fact.get("counts", {}).items():
                (place,) = places(fact)
                assert sum(len(found) for found in follow(find(place)[0], way)) == expected, way
