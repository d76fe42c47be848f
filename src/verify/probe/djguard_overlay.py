"""Other sources in the place of files on the disk, without touching them."""

import builtins
import io
import os
from base64 import b64decode
from importlib.machinery import SourceFileLoader


def install(overlay):
    """From now on read the files that `overlay` names, by absolute path, from the source that it gives instead.

    That goes for modules that are imported, and for what a project opens and executes by itself. Everything else stays
    where it is, `__file__` too: whatever a module finds beside itself, it still finds.
    """
    if not overlay:
        return
    get_data = SourceFileLoader.get_data
    path_stats = SourceFileLoader.path_stats
    real_open = builtins.open
    real_open_code = getattr(io, "open_code", None)  # from Python 3.8 on

    def overlaid_data(self, path):
        source = source_of(path)
        return get_data(self, path) if source is None else source

    def overlaid_stats(self, path):
        if path in overlay:
            raise OSError  # so that no bytecode of the file on the disk is taken for it
        return path_stats(self, path)

    def overlaid_open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, *others, **named):
        source = None if set(mode) & set("wax+") else source_of(file)
        if source is None:
            return real_open(file, mode, buffering, encoding, errors, newline, *others, **named)
        content = io.BytesIO(source)
        return content if "b" in mode else io.TextIOWrapper(content, encoding, errors, newline)

    def overlaid_open_code(path):
        source = source_of(path)
        return real_open_code(path) if source is None else io.BytesIO(source)

    def source_of(file):
        if isinstance(file, int):
            return None
        path = os.path.realpath(os.fsdecode(file))
        return b64decode(overlay[path]) if path in overlay else None

    SourceFileLoader.get_data = overlaid_data
    SourceFileLoader.path_stats = overlaid_stats
    builtins.open = io.open = overlaid_open
    if real_open_code is not None:
        io.open_code = overlaid_open_code
