"""What each problem means and how to mend it, in words for editors who do not program.

`MESSAGES` maps a code to (what is wrong, what to do); `{placeholders}` are the problem's details. Codes come from the
YAML reader, from the models' own validators, and from pydantic's error types.
"""

from collections.abc import Mapping
from typing import Any, Final

from career_guide.suggestions import nearest_or_known

MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    # --- files
    "no_data_folder": ("there is no folder {value}", "Run the command in the project's folder, where data/ is."),
    "missing_file": ("this file is missing", "Create it; {value}."),
    "unexpected_file": ("no file of this name is known here", "Rename it{nearest}, or move it elsewhere. {expected}"),
    "bad_name": ("{value!r} cannot be the name of a file or folder here", "Use lower-case letters a-z, digits and single hyphens: key-account-manager."),
    "link_outside": ("this file or folder is a link that leads out of the data folder", "Put the file itself here."),
    "unreadable": ("the file cannot be read: {value}", "Check that it exists and that you may read it."),
    "not_utf8": ("the file is not saved as UTF-8 text (byte {value} cannot be read)", "Save it again with the encoding UTF-8."),
    # --- YAML
    "empty_file": ("the file is empty", "Write its content, or delete the file."),
    "several_documents": ("a line of three hyphens (---) starts a second document", "Keep one document in a file: remove that line."),
    "tab": ("a tab is used for indentation", "Replace the tab with spaces; YAML knows only spaces there."),
    "bad_character": ("a character that cannot stand in YAML: {value}", "Delete it; it is often invisible and comes from copying."),
    "unclosed_quote": ("a quotation mark is opened and never closed", "Close it, or put the text on a line of its own after '>-'."),
    "after_quote": ("something follows a closing quotation mark", "Inside a text in \"double quotes\" write \\\" for a quotation mark; in 'single quotes' double it: ''."),
    "colon_in_text": ("a colon followed by a space stands in an unquoted text", "Put the whole text in quotation marks, or on a line of its own after '>-'."),
    "missing_colon": ("a key without a colon and a space after it", "Write 'key: value'. (A no-break space, which looks like a space, does not count.)"),
    "missing_space": ("a hyphen without a space after it", "Write '- ' before each entry of a list."),
    "after_bracket": ("something follows a closing bracket", "Put a text that begins with a bracket in quotation marks."),
    "backslash": ('a backslash in a "double-quoted" text means something else here', "Write two backslashes for one, or use 'single quotes'."),
    "comma_in_number": ("a comma in braces or brackets separates values: {value!r} stands alone", "Write plain digits with a point for decimals and no separators: 40000, 12.5."),
    "special_start": ("an unquoted text begins with {value}, which means something else in YAML", "Put the whole text in quotation marks."),
    "wrong_indentation": ("this line does not fit the indentation of the lines above", "Align it with its siblings: same number of spaces, two for each step. (A text of several lines begins with '>-'.)"),
    "unclosed_bracket": ("a bracket is opened and not closed", "Close it: [one, two] or {{min: 1, max: 2}}."),
    "yaml": ("this is not valid YAML: {value}", "Compare the line with a similar one that works: indentation, colon, quotation marks."),
    "duplicate_key": ("{value!r} stands twice; the first one is on line {line}", "Keep one of the two, or rename one."),
    "alias": ("anchors and aliases (&name, *name, <<) are not used here", "Write the value out; a text that begins with & or * needs quotation marks."),
    "tag": ("the tag {value} is not used here", "Delete it; a text that begins with ! needs quotation marks."),
    "key_not_text": ("the key {value} is not a text", "Put it in quotation marks."),
    "odd_bool": ("{value} would be read as {read_as}", "Put it in quotation marks if it is a text; else write {read_as}."),
    "odd_number": ("{value} would be read as {read_as}", "Put it in quotation marks if it is a text; write plain digits if it is a number."),
    "too_deep": ("the lists and mappings are nested too deep", "Check the indentation."),
    # --- fields
    "extra_forbidden": ("{value!r} is not a known field here", "{nearest_or_known}"),
    "missing": ("the field {value!r} is missing", "{hint}"),
    "missing_locale": ("the text is missing in {language}", "Add a line '{locale}:' with the text in {language}."),
    "needs_both_locales": ("a text is needed in both languages", "Write it as two lines below the key, 'it: …' and 'en: …'."),
    "empty_text": ("the text is empty", "Write it, or remove the field if it is optional."),
    "empty_value": ("nothing is written here", "Write the value, or remove the field if it is optional."),
    "not_one_line": ("this text must stand on one line", "Join the lines; paragraphs are not possible here. (Use '>-' rather than '|'.)"),
    "mojibake": ("the text was read in the wrong encoding at some point: it holds {characters!r}", "Type the accented letters again and save the file as UTF-8."),
    "string_type": ("{raw} is read as {type}, and a text is needed", 'Put it in quotation marks: "{raw}".'),
    "number_needed": ("{raw} is not a number", "Write plain digits with a point for decimals and no separators: 40000, 12.5."),
    "whole_number_needed": ("{raw} is not a whole number", "Write plain digits: 1, 2, 3."),
    "bool_type": ("{raw} is neither true nor false", "Write true or false."),
    "date_needed": ("{raw} is not a date", "Write year-month-day without quotation marks: 2026-11-24."),
    "list_type": ("a list is needed here", "Put each entry on a line of its own that begins with a hyphen: '- …'."),
    "dict_type": ("keys with values are needed here", "Write 'key: value' lines, indented by two spaces."),
    "model_type": ("several fields are needed here: {known}", "Write each on a line of its own, indented by two spaces."),
    "literal_error": ("{raw} is not one of the possible values", "{nearest_or_known}"),
    "string_too_short": ("the text is too short: {actual_length} characters, at least {min_length} are needed", "Say a little more."),
    "string_too_long": ("the text is too long: {actual_length} characters, at most {max_length} fit", "Shorten it."),
    "too_short": ("the list is empty or too short: at least {min_length} needed", "Add an entry."),
    "bad_id": ("{value!r} cannot be an id", "Use lower-case letters a-z, digits and single hyphens: key-account-manager."),
    "repeated_id": ("{value!r} stands twice in this list", "Give each entry an id of its own."),
    "nothing_said": ("this entry says nothing", "Add a title or a text (in a section: an intro or items)."),
    # --- meaning
    "unknown_reference": ("there is no {kind} {value!r}", "{nearest_or_known}"),
    "unsafe_address": ("{address!r} is not an address that a link may lead to", "Use http:// or https://, or go:… for a page of this guide."),
    "bad_web_address": ("{address!r} is not an address on the web", "Write all of it, beginning with https:// or http://."),
    "open_difference": ("a difference from the national mean needs both ends", "Write {{min: …, max: …}} alone, without above, or_more or at_least."),
    "mixed_range": ("'above' stands alone: it cannot be combined with min, max or or_more", "Write {{above: 100000}}, or {{min: …, max: …}}."),
    "half_range": ("a range needs both ends", 'Write {{min: …, max: …}}; for "more than", {{above: …}}.'),
    "reversed_range": ("the range is reversed: min {min} is greater than max {max}", "Exchange the two numbers."),
    "percent_without_base": ("a percentage without what it is a share of", "Add 'base:', e.g. of_total_pay or on_top_of_fixed_pay."),
    "base_without_percent": ("only a percentage has a base", "Remove 'base:', or set unit: percent."),
    "figure_without_source": ("a figure without a source", "Add 'source:' with an id from data/sources.yml, here or at the top of the file."),
    "review_before_reviewed": ("review_by must be later than reviewed", "Correct one of the two dates."),
    "placeholders_differ": ("the two languages have different placeholders: {it} and {en}", "Use the same {{words in braces}} in both languages."),
    "bad_placeholder": ("a brace without its partner, or a pair with no plain word in it", "Write {{word}} for a placeholder; double a brace that is shown: {{{{ }}}}."),
    "slug_taken": ("the address {value!r} is already taken by {other}", "Choose another slug."),
    "file_for_nothing": ("specializations/ has files, but the chapter specializations.yml is missing", "Create specializations.yml in the role's folder."),
    "invalid": ("{value}", "Compare it with a similar entry that works."),
}  # fmt: skip

LANGUAGES: Final = {"it": "Italian", "en": "English"}


def explain(code: str, details: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong, and what to do, for a problem's code and details."""
    what, remedy = MESSAGES[code]
    words = dict(details)
    if "known" in words:
        words["nearest_or_known"] = nearest_or_known(str(words.get("value", words.get("raw", ""))), words["known"])
        words["known"] = ", ".join(words["known"])
    return what.format(**words), remedy.format(**words)
