"""A client of the YAML language server: opens a file as an editor's program does, and asks what it would show there.

Speaks the Language Server Protocol over the server's standard input and output, one request at a time.
"""

import json
import queue
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

MARK: Final = "▸"
"""In a text that a test opens: here is the cursor. Not sent itself."""
_PATIENCE: Final = 60
"""Seconds to wait for an answer; the first one of a server takes about one."""


@dataclass(frozen=True)
class Diagnostic:
    """Something that is underlined."""

    line: int
    """From 1."""
    words: str
    """What is underlined."""
    message: str


class Shown(NamedTuple):
    """What is offered to complete."""

    label: str
    inserted: str
    explained: str
    """As Markdown."""


class LanguageServer:
    """A running server.

    Args:
        command: How to start it.
        folder: The guide's folder, as an editor's program has opened it.
        settings: Those of the editor's program: `{"yaml.hover": True}`.
    """

    def __init__(self, command: list[str], folder: Path, settings: Mapping[str, Any]) -> None:
        self.folder = folder
        self._settings = settings
        self._texts: dict[str, str] = {}
        self._version = 0
        self._asked = 0
        self._received: queue.Queue[dict[str, Any]] = queue.Queue()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        markdown = {"contentFormat": ["markdown"]}
        item = {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}}
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "guide"}],
                "capabilities": {
                    "textDocument": {"completion": item, "hover": markdown, "publishDiagnostics": {}},
                    "workspace": {
                        "configuration": True,
                        "workspaceFolders": True,
                        "didChangeWatchedFiles": {"dynamicRegistration": True},
                    },
                },
            },
        )
        self._notify("initialized", {})
        # Until it knows the settings it would look for schemas on the web.
        self._handled("workspace/configuration")

    def close(self) -> None:
        """Shut the server down."""
        self._request("shutdown", None)
        self._notify("exit", None)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(_PATIENCE) == 0
        self._reader.join(_PATIENCE)
        self._process.stdout.close()

    # --- what an editor's program does

    def diagnostics(self, file: str, text: str | None = None) -> list[Diagnostic]:
        """What is underlined in a file of the folder, with the text that it has or another one."""
        content = text if text is not None else (self.folder / file).read_text("utf-8")
        self._open(file, content)
        while True:
            told = self._handled("textDocument/publishDiagnostics")["params"]
            # An earlier version of the file, or its closing, is told as well.
            if told["uri"] == self._uri(file):
                return [_diagnostic(found, content.split("\n")) for found in told["diagnostics"]]

    def completions(self, file: str, text: str) -> dict[str, Shown]:
        """What is offered at the mark in a text, by label."""
        found = self._request("textDocument/completion", self._at_mark(file, text))
        items = (Shown(item["label"], _inserted(item), _words(item.get("documentation"))) for item in found["items"])
        return {item.label: item for item in items}

    def hover(self, file: str, text: str) -> str:
        """What is shown when the pointer rests at the mark in a text, as Markdown."""
        found = self._request("textDocument/hover", self._at_mark(file, text))
        return _words(found and found["contents"])

    def schema_changed(self, name: str) -> None:
        """Tell it that a schema was written anew, as an editor's program does that watches the folder."""
        uri = (self.folder / ".schemas" / name).as_uri()
        self._notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 2}]})

    def _at_mark(self, file: str, text: str) -> dict[str, Any]:
        before, mark, after = text.partition(MARK)
        assert mark, "the text has no mark"
        self._open(file, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self._uri(file)}, "position": position}

    def _open(self, file: str, text: str) -> None:
        uri = self._uri(file)
        self._version += 1
        if uri in self._texts:
            self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
            self._handled("textDocument/publishDiagnostics")
        self._texts[uri] = text
        document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})

    def _uri(self, file: str) -> str:
        return (self.folder / file).as_uri()

    # --- the protocol

    def _request(self, method: str, params: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _handled(self, method: str) -> dict[str, Any]:
        """The next message of a kind that the server sends of itself, after it was answered."""
        while True:
            message = self._next()
            if message.get("method") == method:
                return message

    def _next(self) -> dict[str, Any]:
        """The next message; what the server asks is answered."""
        message = self._received.get(timeout=_PATIENCE)
        if "method" in message and "id" in message:
            asked = message["params"]["items"] if message["method"] == "workspace/configuration" else None
            self._send({"id": message["id"], "result": asked and [self._section(item["section"]) for item in asked]})
        return message

    def _section(self, name: str) -> dict[str, Any]:
        """The settings whose names begin with that of a section, nested as their names are."""
        if name in self._settings:
            whole: dict[str, Any] = self._settings[name]
            return whole
        section: dict[str, Any] = {}
        for key, value in self._settings.items():
            first, *rest = key.split(".")
            if first == name:
                inner = section
                for part in rest[:-1]:
                    inner = inner.setdefault(part, {})
                inner[rest[-1]] = value
        return section

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(f"Content-Length: {len(content)}\r\n\r\n".encode() + content)
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
            elif not line.strip():
                self._received.put(json.loads(self._process.stdout.read(length)))


def _diagnostic(found: Mapping[str, Any], lines: list[str]) -> Diagnostic:
    start, end = found["range"]["start"], found["range"]["end"]
    line = lines[start["line"]]
    last = end["character"] if end["line"] == start["line"] else len(line)
    return Diagnostic(start["line"] + 1, line[start["character"] : last], found["message"])


def _inserted(item: Mapping[str, Any]) -> str:
    text: str = item["textEdit"]["newText"] if "textEdit" in item else item["insertText"]
    return text


def _words(content: Any) -> str:
    """The text of what may be a string or marked up."""
    return content["value"] if isinstance(content, dict) else content or ""
