"""Other programs that the reader starts: where they are found, and what becomes of those that do not answer.

The one rule: a program is found in an absolute folder of the PATH and nowhere else, so that nothing that lies in a
folder of articles can be started; it is given arguments, never a line for a shell.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress


def find_program(name: str) -> str | None:
    """Return the path of a program; None where there is none of this name. A name with a slash in it is a path."""
    if os.sep in name:
        return name if os.access(name, os.X_OK) else None
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]
    return shutil.which(name, path=os.pathsep.join(folders)) if folders else None


def feed(command: list[str], text: bytes, patience: float) -> bool:
    """Run a program with something to read; return whether it took it, and said so, within `patience` seconds.

    One that does not is killed, with whatever it has started.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  a list of arguments, and a program that `find_program` found
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what serves the clipboard from then on must not end with the reader
        )
    except OSError:
        return False
    try:
        process.communicate(text, timeout=patience)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return False
    return process.returncode == 0
