"""The licence of the guide's content, as LICENSE says; all that is shown or handed out takes it from here."""

from typing import Final

NAME: Final = "CC BY 4.0"
ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"


def deed(locale: str) -> str:
    """The address of the licence in plain words, in a language."""
    return f"{ADDRESS}deed.{locale}"
