"""A LibCST codemod to measure against: puts a bare `import debug_toolbar` into try/except ImportError, and no more.

Usage: python libcst_guard.py FOLDER
"""

import pathlib
import sys

import libcst as cst
import libcst.matchers as m

BARE = m.SimpleStatementLine(body=[m.Import(names=[m.ImportAlias(name=m.Name("debug_toolbar"), asname=None)])])
HANDLER = cst.ExceptHandler(
    type=cst.Name("ImportError"),
    body=cst.IndentedBlock([cst.parse_statement("debug_toolbar = None")]),
)


class Guard(cst.CSTTransformer):
    def visit_Try(self, node):
        return False

    def leave_SimpleStatementLine(self, original_node, updated_node):
        if not m.matches(updated_node, BARE):
            return updated_node
        return cst.Try(body=cst.IndentedBlock([updated_node]), handlers=[HANDLER])


def main(folder):
    changed = 0
    for path in sorted(pathlib.Path(folder).rglob("*.py")):
        before = path.read_bytes()
        if cst.parse_module(before).visit(Guard()).bytes != before:
            changed += 1
    print(f"{changed} files would change")


main(sys.argv[1])
