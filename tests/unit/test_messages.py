"""What the tools say to editors: in both languages, complete, and in the language that the editor reads."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from pydantic_core.core_schema import ErrorType

from career_guide.model.descriptions import KindName, descriptions
from career_guide.model.locales import LOCALES, Locale
from career_guide.words.messages import Message, editor_locale, group_of, say, template
from tests.fixture_guide import PROJECT, TEMPLATES

GROUPS: Final = sorted(file.stem for file in (PROJECT / "career_guide/words/messages").glob("*.yml"))
ENGINE: Final = sorted((PROJECT / "career_guide").rglob("*.py"))
GRAMMAR: Final = {"diff.name.band"}
"""Texts in which the grammar of one language needs other words than that of the other."""
SAID_BY: Final = {"say", "Message", "template"}
"""The functions that take a key first."""


def texts_in(value: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each text of a group, all its locales together, with its key."""
    if any(isinstance(part, str) for part in value.values()):
        yield path, value
        return
    for name, part in value.items():
        yield from texts_in(part, f"{path}.{name}")


TEXTS: Final = {key: text for group in GROUPS for key, text in texts_in(group_of(group), group)}
PROBLEMS: Final = group_of("problems")


def placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def pattern(node: ast.expr) -> str | None:
    """A regular expression for a key as it is written in the code: a text, or one that is put together."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern(part) or "" if isinstance(part, ast.Constant) else "[^.]+" for part in node.values)
    return None


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def keys_asked_for() -> Iterator[tuple[str, str]]:
    """Where the engine asks for which texts: file and line, pattern of the key."""
    for file in ENGINE:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAID_BY and node.args:
                found = pattern(node.args[0])
                if found is not None:
                    yield f"{file.relative_to(PROJECT)}:{node.lineno}", found


def words_of(files: list[Path]) -> set[str]:
    """Every text that stands alone in the code of some modules."""
    return {
        node.value
        for file in files
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# --- the texts


def test_a_text_says_something_in_both_languages(subtests: pytest.Subtests) -> None:
    """With the same placeholders, without space around it, and with apostrophes that are no quotation marks."""
    for key, text in TEXTS.items():
        with subtests.test(key):
            assert list(text) == list(LOCALES)
            assert (placeholders(text["it"]) == placeholders(text["en"])) == (key not in GRAMMAR)
            for said in text.values():
                assert said.strip() == said
                assert said or key == "words.empty"
            assert not re.search(r"[a-zàèéìòù]'[a-zàèéìòù]", text["it"])


def test_a_problem_says_what_is_wrong_and_what_to_do(subtests: pytest.Subtests) -> None:
    for code, problem in PROBLEMS.items():
        with subtests.test(code):
            assert list(problem) == ["what", "remedy"]
            for locale in LOCALES:
                what, remedy = (problem[part][locale] for part in ("what", "remedy"))
                assert what[0] in "{'&" or what[0].islower(), "it follows a place and a colon"
                assert not what.endswith("."), "it is no sentence of its own"
                assert remedy[0] == "{" or remedy[0].isupper(), "it is a sentence"
                assert remedy[-1] in ".)}:…", "it is a sentence"


# --- texts and code


def test_every_text_that_the_code_asks_for_exists() -> None:
    found = list(keys_asked_for())
    assert len(found) > 20
    assert [(place, asked) for place, asked in found if not any(re.fullmatch(asked, key) for key in TEXTS)] == []


def test_every_problem_is_told_by_the_engine_or_is_an_error_of_its_library() -> None:
    library = set(get_args(ErrorType))
    made = {"string_too_short", "string_too_long"}
    assert set(PROBLEMS) - words_of(ENGINE) - library - made == set()


def test_every_problem_is_asked_for_by_a_test() -> None:
    tests = [file for file in Path(__file__).parents[1].rglob("test_*.py") if file != Path(__file__)]
    assert set(PROBLEMS) - words_of(tests) == set()


def test_every_other_text_is_asked_for() -> None:
    put_together = {
        re.compile(asked)
        for file in ENGINE
        for node in ast.walk(tree(file))
        if isinstance(node, ast.JoinedStr) and (asked := pattern(node)) and asked.startswith(tuple(GROUPS))
    }
    templates = "\n".join(file.read_text("utf-8") for file in TEMPLATES.rglob("*.html"))
    alone = words_of(ENGINE) | set(re.findall(r"[\w.-]+", templates))
    unused = {
        key
        for key in TEXTS
        if not key.startswith(("problems.", "error_list.", "click.", "numbers."))
        and key not in alone
        and not any(asked.fullmatch(key) for asked in put_together)
    }
    assert unused == set()


# --- saying them


@pytest.mark.parametrize(("locale", "said"), [("it", "Forse si intendeva 'x'?"), ("en", "Did you mean 'x'?")])
def test_a_text_is_said_with_its_words_in_one_language(locale: Locale, said: str) -> None:
    assert say("suggestions.nearest", locale, name="x") == said


@pytest.mark.parametrize(("locale", "said"), [("it", "non esiste la competenza 'x'"), ("en", "there is no skill 'x'")])
def test_a_text_within_a_text_is_said_in_the_same_language(locale: Locale, said: str) -> None:
    kind = KindName("skill")
    assert Message("problems.unknown_reference.what", {"kind": kind, "value": "x"}).text(locale) == said


def test_every_kind_of_record_reads_well_where_it_is_said_to_be_missing(subtests: pytest.Subtests) -> None:
    for kind in descriptions()["Kind"]:
        with subtests.test(kind):
            italian = say("problems.unknown_reference.what", "it", kind=KindName(kind), value="x")
            assert re.fullmatch(r"non esiste ((il|lo|la) [a-z ]+|l’[a-z ]+) 'x'", italian)
            english = say("problems.unknown_reference.what", "en", kind=KindName(kind), value="x")
            assert re.fullmatch(r"there is no [a-z ]+ 'x'", english)


def test_a_brace_that_is_shown_is_doubled_in_the_file() -> None:
    assert "{{min: 1, max: 2}}" in template("problems.unclosed_bracket.remedy", "en")
    assert "{min: 1, max: 2}" in say("problems.unclosed_bracket.remedy", "en")


def test_what_is_said_may_itself_hold_braces() -> None:
    assert say("suggestions.nearest", "en", name="{x} {{y}} {0}") == "Did you mean '{x} {{y}} {0}'?"


@pytest.mark.parametrize("key", ["suggestions.nothing", "suggestions", "suggestions.nearest"])
def test_a_text_that_does_not_exist_or_lacks_a_word_is_an_error_of_the_developer(key: str) -> None:
    with pytest.raises((KeyError, AttributeError)):
        say(key, "en")


# --- the editor's language


def test_the_terminal_tells_the_language_of_the_editor(subtests: pytest.Subtests) -> None:
    cases: list[tuple[dict[str, str], Locale]] = [
        ({}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LANG": "it"}, "it"),
        ({"LANG": "it.UTF-8"}, "it"),
        ({"LANG": "it_CH@euro"}, "it"),
        ({"LANG": "IT-it"}, "it"),
        ({"LANG": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "iti_XX"}, "en"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "it_IT.UTF-8"}, "it"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "it_IT.UTF-8"}, "it"),
        ({"LANG": "it_IT.UTF-8", "LC_MESSAGES": "it_IT", "LC_ALL": "C"}, "en"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": ""}, "it"),
        ({"LC_NUMERIC": "it_IT.UTF-8"}, "en"),
    ]
    for environment, locale in cases:
        with subtests.test(environment=environment):
            assert editor_locale(None, environment) == locale


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_that_is_chosen_holds_whatever_the_terminal_tells(locale: Locale) -> None:
    for told in ("it_IT.UTF-8", "en_GB.UTF-8", "C"):
        assert editor_locale(locale, {"LC_ALL": told, "LANG": told}) == locale
