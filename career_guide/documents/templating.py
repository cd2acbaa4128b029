"""Jinja for templates that are all HTML or XML, with less to do for each macro, call and value."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Call
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]


def _written(value: Any) -> str:
    """A value as it stands in a page. It is joined with others at once, so that nobody need know that it is safe."""
    kind = type(value)
    written: str = _escape_inner(value) if kind is str else value if kind is Markup else escape(value)
    return written


class _Code(CodeGenerator):
    """Code that calls as Python does: Jinja would sort out each call's arguments, and look who wants the context."""

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 - Jinja's
        """Write the function that a macro is."""
        names = [parameter.name for parameter in macro_ref.node.args] + ["caller"] * macro_ref.accesses_caller
        needed = len(macro_ref.node.args) - len(macro_ref.node.defaults)
        takes = names[:needed] + [f"{name}=missing" for name in names[needed:]]
        # The name `macro` means another one after the next definition.
        self.write(f"(lambda macro: lambda {', '.join(takes)}: Markup(macro({', '.join(names)})))(macro)")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Write a call."""
        given = [("", argument) for argument in (*node.args, *node.kwargs)]
        given += [(sign, part) for sign, part in (("*", node.dyn_args), ("**", node.dyn_kwargs)) if part]
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for sign, argument in given:
            self.write(sign)
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.written(")


class _Compiled(BytecodeCache):
    """The code of templates that were compiled, here or in another process."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED: Final = _Compiled()


def compiled(folder: Path) -> dict[str, bytes]:
    """The code of the templates in a folder, to become part of `COMPILED.code`."""
    environment = TemplateFolder(folder)
    for name in environment.list_templates(["html"]):
        # Whatever is wrong with one is found where it is used.
        with suppress(Exception):
            environment.get_template(name)
    return COMPILED.code


class TemplateFolder(Environment):
    """The templates of a folder."""

    code_generator_class = _Code
    written = staticmethod(_written)

    def __init__(self, folder: Path) -> None:
        super().__init__(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=COMPILED,
            # There is nothing in the templates that could be computed beforehand; to look for it takes time.
            optimized=False,
        )
