"""Every Python that has this folder on its path imports this file, and writes down whom it asks over the network."""

import os
import sys

ASKING = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Keep what was asked; a socket in a file leads to no other machine."""
    if event not in ASKING or (event == "socket.connect" and isinstance(arguments[1], str | bytes)):
        return
    with open(os.environ["ASKED"], "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not yet imported
        file.write(f"{event}: {arguments[1:] if event.startswith('socket.connect') else arguments}\n")


sys.addaudithook(note)
