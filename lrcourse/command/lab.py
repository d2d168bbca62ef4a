"""``lrcourse lab``: open the learner's own copy of the notebooks in JupyterLab; the first time, make it."""

import os
import subprocess
import sys

from lrcourse.command.copies import MARK, adopt, changed, chosen, make


def run(folder=None, no_browser=False, options=()):
    """Make the copy if there is none, then start JupyterLab in it; returns its exit code."""
    folder = chosen(folder)
    if (folder / MARK / "base").is_dir():
        print(f"Your copy of the course is in {folder}.")
        if changed(folder):
            print("A newer version of the course is installed. To bring it in, and keep your work: lrcourse update")
    elif folder.is_dir() and adopt(folder):
        print(
            f"{folder} is a copy of the course that had lost its folder {MARK}. It is restored, and your work is kept."
        )
    else:
        make(folder)
        print(f"Your own copy of the course is now in {folder}. It is yours: no update overwrites what you write.")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    command += ["--LabApp.default_url=/lab/tree/00_start_here.ipynb"]
    if no_browser or _no_screen():
        print("Open the address printed below in a browser.")
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container; Jupyter insists on being told
        command.append("--allow-root")
    return start([*command, *options])


def start(command):
    """Become JupyterLab, so that Ctrl+C and whatever ends a process reach it; on Windows wait for it instead."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # JupyterLab has heard it, too, and asks whether to end
            continue


def _no_screen():
    """Whether this is a Linux machine without a screen, such as a container."""
    return sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
