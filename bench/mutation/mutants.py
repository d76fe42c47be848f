"""Break a fixed source in every way that this file knows, one at a time.

Usage: python mutants.py PACKAGE... < SOURCE, which prints a list of `{"operator", "line", "what", "text"}` as JSON.
"""

import ast
import json
import sys

IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError")


class Source:
    """A source as bytes, whose offsets those of `ast` are."""

    def __init__(self, text, packages):
        self.data = text.encode()
        self.packages = packages
        self.tree = ast.parse(text)
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        for parent in ast.walk(self.tree):
            for child in ast.iter_child_nodes(parent):
                child.parent = parent
        self.signs = set(self.packages) | set(self.names_that_tell())

    def span(self, node):
        first = self.starts[node.lineno - 1] + node.col_offset
        return first, self.starts[node.end_lineno - 1] + node.end_col_offset

    def of(self, node):
        first, end = self.span(node)
        return self.data[first:end].decode()

    def edited(self, *edits):
        """Return the text after edits `(start, end, text)`, which do not overlap."""
        data = self.data
        for first, end, text in sorted(edits, reverse=True):
            data = data[:first] + text.encode() + data[end:]
        return data.decode()

    def replaced(self, node, text):
        return self.edited((*self.span(node), text))

    def block(self, statements, column):
        """Return statements with their comments' lines, as they look where they begin in `column`."""
        first = self.starts[statements[0].lineno - 1]
        lines = self.data[first : self.span(statements[-1])[1]].decode().split("\n")
        surplus = statements[0].col_offset - column
        return "\n".join(line[surplus:] if line[:surplus].isspace() else line for line in lines)[column:]

    def names_that_tell(self):
        """Yield the names whose values say whether a package is there."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for each in node.names:
                    if each.name.split(".")[0] in self.packages:
                        yield each.asname or each.name.split(".")[0]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in self.packages:
                yield from (each.asname or each.name for each in node.names)
            elif isinstance(node, ast.Assign) and "find_spec(" in ast.unparse(node.value):
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))
            elif isinstance(node, ast.Try) and is_guard(node) and not node.orelse:
                for each in node.body + node.handlers[0].body:
                    if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant):
                        yield from (target.id for target in each.targets if isinstance(target, ast.Name))

    def asks(self, test):
        names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
        return bool(names & self.signs) or "find_spec(" in ast.unparse(test)

    def is_theirs(self, node):
        return isinstance(node, ast.Constant) and str(node.value).split(".")[0] in self.packages


def is_guard(node):
    return isinstance(node, ast.Try) and any(
        handler.type is not None and any(name in ast.unparse(handler.type) for name in IMPORT_ERRORS)
        for handler in node.handlers
    )


def guards(source):
    """Yield what becomes of guards: `(operator, node, what, text)`."""
    for node in ast.walk(source.tree):
        if is_guard(node):
            handler = node.handlers[0]
            blocks = [source.block(part, node.col_offset) for part in (node.body, node.orelse) if part]
            alone = ("\n" + " " * node.col_offset).join(blocks)
            yield "drop the try", node, "", source.replaced(node, alone)
            for wider in ("Exception", "(ImportError, AttributeError)", "(ImportError, RuntimeError)"):
                yield "widen the except", handler, wider, source.replaced(handler.type, wider)
            first, end = source.span(handler.type)
            yield "widen the except", handler, "everything", source.edited((first - 1, end, ""))
            yield "narrow the except", handler, "KeyError", source.replaced(handler.type, "KeyError")
            for each in handler.body:
                if not isinstance(each, ast.Pass):
                    yield "empty the handler", each, "", source.replaced(each, "pass")
            for each in node.orelse:
                yield "delete a guarded statement", each, "", source.replaced(each, "pass")
        elif isinstance(node, (ast.If, ast.IfExp)) and source.asks(node.test):
            yield "invert the condition", node, "", source.replaced(node.test, f"not ({source.of(node.test)})")
            if isinstance(node, ast.If):
                yield "drop the condition", node, "", source.replaced(node, source.block(node.body, node.col_offset))
                for each in node.body:
                    yield "delete a guarded statement", each, "", source.replaced(each, "pass")
            else:
                yield "drop the condition", node, "", source.replaced(node, f"({source.of(node.body)})")
                yield "delete a guarded statement", node, "", source.replaced(node, f"({source.of(node.orelse)})")


def literals(source):
    """Yield the lists and tuples of a source that are values."""
    for node in ast.walk(source.tree):
        is_value = isinstance(getattr(node, "ctx", None), ast.Load) and isinstance(node, (ast.List, ast.Tuple))
        if is_value and node.elts and source.of(node)[0] in "[(":
            yield node


def entries(source):
    """Yield what becomes of the entries of lists."""
    for node in literals(source):
        parts = node.elts
        yield "empty a list", node, "", source.replaced(node, "[]" if isinstance(node, ast.List) else "()")
        for at, part in enumerate(parts):
            first, end = source.span(part)
            after = source.span(parts[at + 1])[0] if at + 1 < len(parts) else None
            before = source.span(parts[at - 1])[1] if at > 0 else source.span(node)[0] + 1
            is_below = b"#" in source.data[before:first]
            operator = "delete the entry below a comment" if is_below else "delete an entry"
            if len(parts) > 2 or isinstance(node, ast.List):
                if after is not None:
                    yield operator, part, "", source.edited((first, after, ""))
                elif at > 0:
                    yield operator, part, "", source.edited((before, end, ""))
            for distance, operator in ((1, "move an entry by a place"), (2, "swap two entries")):
                if at + distance < len(parts) and at < 3:
                    other = parts[at + distance]
                    swapped = [(*source.span(part), source.of(other)), (*source.span(other), source.of(part))]
                    yield operator, part, "", source.edited(*swapped)
        yield "repeat an entry", parts[0], "", source.replaced(parts[0], f"{source.of(parts[0])}, {source.of(parts[0])}")


def sharing(source):
    """Yield guards that take a production entry along, and such that leave the package's entry out."""
    lists = {
        node.targets[0].id: node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, (ast.List, ast.Tuple))
    }
    for body in guarded_bodies(source):
        statement = body[0]
        name, theirs = added(statement)
        literal = lists.get(name)
        if literal is None or not literal.elts or literal.lineno > statement.lineno:
            continue
        for at in sorted({0, len(literal.elts) // 2, len(literal.elts) - 1}):
            entry = literal.elts[at]
            also = f"{name} = [*{name}[:{at}], {source.of(entry)}, *{name}[{at}:]]"
            if isinstance(literal, ast.Tuple):
                also = f"{name} = (*{name}[:{at}], {source.of(entry)}, *{name}[{at}:])"
            edits = [without(source, literal, at), (source.span(statement)[0],) * 2 + (f"{also}\n{' ' * statement.col_offset}",)]
            yield "guard a production entry too", entry, "", source.edited(*edits)
        if theirs is not None:
            for where in sorted({0, len(literal.elts)}):
                place = source.span(literal.elts[where])[0] if where < len(literal.elts) else source.span(literal.elts[-1])[1]
                entry = f"{source.of(theirs)}, " if where < len(literal.elts) else f", {source.of(theirs)}"
                text = source.edited((place, place, entry), (*source.span(statement), "pass"))
                yield "keep an entry unguarded", statement, f"at {where}", text
    for node in ast.walk(source.tree):
        if isinstance(node, ast.IfExp) and source.asks(node.test) and isinstance(node.body, (ast.List, ast.Tuple)):
            yield from sharing_inline(source, node)


def sharing_inline(source, node):
    star = node.parent
    literal = getattr(star, "parent", None)
    if not isinstance(star, ast.Starred) or not isinstance(literal, (ast.List, ast.Tuple)) or not node.body.elts:
        return
    at = literal.elts.index(star)
    own = node.body.elts
    if at > 0:
        place = source.span(own[0])[0]
        entry = literal.elts[at - 1]
        edits = [without(source, literal, at - 1), (place, place, f"{source.of(entry)}, ")]
        yield "guard a production entry too", entry, "", source.edited(*edits)
    if at + 1 < len(literal.elts):
        place = source.span(own[-1])[1]
        entry = literal.elts[at + 1]
        edits = [without(source, literal, at + 1), (place, place, f", {source.of(entry)}")]
        yield "guard a production entry too", entry, "", source.edited(*edits)
    yield "keep an entry unguarded", star, "", source.replaced(star, ", ".join(map(source.of, own)))


def guarded_bodies(source):
    for node in ast.walk(source.tree):
        if isinstance(node, ast.If) and source.asks(node.test):
            yield node.body
        elif is_guard(node) and node.orelse:
            yield node.orelse


def added(statement):
    """Return the list that a statement adds to, and the entry that it adds."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        value = statement.value
        single = isinstance(value, (ast.List, ast.Tuple)) and len(value.elts) == 1
        return statement.target.id, value.elts[0] if single else None
    call = getattr(statement, "value", None)
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return call.func.value.id, call.args[-1] if call.func.attr in ("append", "insert") else None
    return None, None


def without(source, literal, at):
    """Return the edit that takes an entry out of a literal."""
    parts = literal.elts
    first, end = source.span(parts[at])
    if at + 1 < len(parts):
        return first, source.span(parts[at + 1])[0], ""
    return (source.span(parts[at - 1])[1], end, "") if at > 0 else (first, end, "")


def places(source):
    """Yield guards that put the package's entry one place further on, or at the end."""
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "insert"):
            continue
        if len(node.args) == 2 and any(map(source.is_theirs, ast.walk(node.args[1]))):
            for change in ("+ 1", "- 1"):
                moved = f"{source.of(node.args[0])} {change}"
                yield "move the package's entry", node, change, source.replaced(node.args[0], moved)
            appended = f"{source.of(node.func.value)}.append({source.of(node.args[1])})"
            yield "move the package's entry", node, "to the end", source.replaced(node, appended)


def main():
    text = sys.stdin.read()
    source = Source(text, sys.argv[1:])
    seen = {ast.dump(source.tree)}
    found = []
    for family in (guards, entries, sharing, places):
        for operator, node, what, mutated in family(source):
            try:
                shape = ast.dump(ast.parse(mutated))
            except SyntaxError:
                continue
            if shape not in seen:
                seen.add(shape)
                found.append({"operator": operator, "line": node.lineno, "what": what, "text": mutated})
    json.dump(found, sys.stdout)


main()
