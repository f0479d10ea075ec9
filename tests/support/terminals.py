"""A terminal to print in, and text that it could trip over."""

import os
import pty
import struct
import subprocess
import sys
import termios
from fcntl import ioctl

ESCAPE = "\x1b"


HOSTILE = "\x1b]0;owned\x07\x1b[31mred\x1b[0m \x9b2J \x7f\x08 [bold]b[/bold] [/] :smile: \u202egnp.exe"


def in_terminal(*arguments, columns=60, **more):
    """The output of a command run in a terminal of that width."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    variables = {**os.environ, "TERM": "xterm-256color", **more}
    variables.pop("COLUMNS", None)
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables)
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # how a terminal ends
        pass
    os.close(ours)
    assert process.wait(60) == 0
    return said.decode("utf-8")
