"""What YAML's parser complains about → the place to mend, and what an editor understands of it."""

import re
from contextlib import suppress
from typing import Any, Final

import yaml

from career_guide.words.messages import Message
from career_guide.words.problems import START, Place

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TYPOGRAPHIC_QUOTES: Final = "“”„‟«»‹›‘’‚"
"""YAML takes these for letters."""

Explained = tuple[Place, str, dict[str, Any]]
"""The place to mend, the code of the problem, its details."""


def explained(text: str, error: Exception) -> Explained:
    """The parser's complaint about a text, in words that an editor understands, at the place to mend."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return START, "yaml", {"value": str(error)}
    problem = error.problem or ""
    context = error.context or ""
    place = place_of(error.problem_mark)
    lines = [*text.split("\n"), ""]  # the end of the file can be a line of its own
    line = lines[place.line - 1]
    before, here = line[: place.column - 1].rstrip(), line[place.column - 1 : place.column]
    # Where the thing begins that the parser was in: a quoted text, a bracket, a key.
    opened = place_of(error.context_mark or error.problem_mark)
    if any(words in problem for words in ("unknown escape", "hexdecimal", "invalid Unicode character")):
        return place, "backslash", {}
    if "quoted scalar" in context:
        return opened, "unclosed_quote", {}
    if found := _odd_indentation(lines, place):
        return found
    if "mapping values are not allowed" in problem:
        return _colon_problem(lines, place)
    if "simple key" in context:
        return _key_problem(lines, opened)
    if "block scalar" in context:
        return opened, "text_after_block_sign", {"value": Message("words.block_sign")}
    phrases = ("cannot start any token", "are not allowed in this context", "node content")
    if here and any(words in problem for words in phrases):
        if here == "\t":
            return place, "tab", {}
        code = "unopened_bracket" if here in "]}" else "special_start"
        return place, code, {"value": f"'{here}'"}
    bracket, quoted = _unfinished(text)
    if bracket:
        return bracket, "unclosed_bracket", {}
    if "alias" in context or "anchor" in context:
        return opened, "alias", {}
    if "block mapping" in context or "block collection" in context:
        if before.endswith(("'", '"')):
            if quoted and _swallows_a_key(lines, *quoted):
                return quoted[0], "unclosed_quote", {}
            return place, "after_quote", {}
        if before.endswith(("]", "}")):
            return place, "unopened_bracket" if here in "]}" else "after_bracket", {}
        return _indentation_problem(lines, place)
    if "document start" in problem:
        return place, "wrong_indentation", {}
    return place, "yaml", {"value": problem or context}


def _unfinished(text: str) -> tuple[Place | None, tuple[Place, Place] | None]:
    """The innermost bracket that is open where the parser gives up; where its last value stands, if that is quoted."""
    opened: list[Any] = []
    last: Any = None
    with suppress(yaml.YAMLError, ValueError):
        for last in yaml.parse(text, Loader):
            if isinstance(last, yaml.CollectionStartEvent):
                opened.append(last)
            elif isinstance(last, yaml.CollectionEndEvent):
                opened.pop()
    brackets = [place_of(event.start_mark) for event in opened if event.flow_style]
    is_quoted = isinstance(last, yaml.ScalarEvent) and last.style in {"'", '"'}
    quoted = (place_of(last.start_mark), place_of(last.end_mark)) if is_quoted else None
    return brackets[-1] if brackets else None, quoted


def place_of(mark: Any) -> Place:
    """The place of a mark of the parser's."""
    return Place(mark.line + 1, mark.column + 1)


def _odd_indentation(lines: list[str], place: Place) -> Explained | None:
    """A tab or a no-break space in the indentation of a line, or of the one above it, which looks like spaces."""
    for number in range(max(place.line - 1, 1), place.line + 1):
        if found := re.match(" *(?P<odd>[\t\u00a0])", lines[number - 1]):
            at = Place(number, found.start("odd") + 1)
            if found["odd"] == "\t":
                return at, "tab", {}
            return at, "bad_character", {"value": Message("words.no_break_space")}
    return None


def _colon_problem(lines: list[str], place: Place) -> Explained:
    """A colon where none can be: in an unquoted text; after a line that lacks its own; or after one less indented."""
    line = lines[place.line - 1]
    if found := re.match(rf"[ -]*[\w-]+: +(?P<mark>[{TYPOGRAPHIC_QUOTES}])", line):
        return Place(place.line, found.start("mark") + 1), "smart_quotes", {"value": found["mark"]}
    above = next((n for n in range(place.line - 1, 0, -1) if lines[n - 1].strip()), None)
    key = re.fullmatch(r"([ -]*)[\w-]+", line[: place.column - 1])
    if key is None or above is None:
        return place, "colon_in_text", {}
    start = re.match("[ -]*", lines[above - 1])
    assert start is not None
    if not re.search(r":(\s|$)", lines[above - 1].replace("\u00a0", "_")):
        return _key_problem(lines, Place(above, start.end() + 1))
    return _indentation_problem(lines, Place(place.line, key.end(1) + 1))


def _indentation_problem(lines: list[str], place: Place) -> Explained:
    """A line that does not fit: often because it, or the one above it, lacks the space after its hyphen."""
    for number in (place.line, place.line - 1):
        if found := re.match(r" *(?=-[^ -])", lines[number - 1]):
            return Place(number, found.end() + 1), "missing_space", {}
    return place, "wrong_indentation", {}


def _key_problem(lines: list[str], place: Place) -> Explained:
    """A line without a colon where a key is expected: a key that lacks it, or a text that is not where it should be."""
    indentation = place.column - 1
    for number in range(place.line - 1, 0, -1):
        above = lines[number - 1]
        if above.strip() and len(above) - len(above.lstrip(" -")) <= indentation:
            if sign := re.search(r": +(?P<sign>[>|][-+]?)\s*$", above):
                return place, "text_not_indented", {"value": sign["sign"], "line": number}
            break
    lacks_space = re.match("-[^ -]", lines[place.line - 1][place.column - 1 :])
    return place, "missing_space" if lacks_space else "missing_colon", {}


def _swallows_a_key(lines: list[str], start: Place, end: Place) -> bool:
    """Whether a quoted text holds a line that looks like a key: then it was to end before."""
    return any(re.match(r"\s*(- )?[\w-]+:(\s|$)", line) for line in lines[start.line : end.line])
