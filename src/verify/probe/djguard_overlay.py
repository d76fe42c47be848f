"""Other sources in the place of files on the disk, without touching them."""

from base64 import b64decode
from importlib.machinery import SourceFileLoader


def install(overlay):
    """From now on import the modules whose file `overlay` names from the source that it gives instead.

    Everything else stays where it is, `__file__` too: whatever a module finds beside itself, it still finds.
    """
    if not overlay:
        return
    get_data = SourceFileLoader.get_data
    path_stats = SourceFileLoader.path_stats

    def overlaid_data(self, path):
        return b64decode(overlay[path]) if path in overlay else get_data(self, path)

    def overlaid_stats(self, path):
        if path in overlay:
            raise OSError  # so that no bytecode of the file on the disk is taken for it
        return path_stats(self, path)

    SourceFileLoader.get_data = overlaid_data
    SourceFileLoader.path_stats = overlaid_stats
