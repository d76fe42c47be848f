import { posix } from 'node:path';
import { textsOf } from '../loading/evidence/texts.ts';
import { filesMatching, matching } from '../loading/modules/resolve.ts';
import { folderOf } from '../packages/paths.ts';
import { ofType } from '../python/syntax/query.ts';
import { calledName, field, items, textOf } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import { allOf, ofModule, type Taken, type Taker, throughName } from './taken.ts';

/** Code that `exec()` is given: `from .local import *`. */
const STAR = /^\s*from\s+([.\w]+)\s+import\s+\*/;

/**
 * What a file takes by calls: of modules that it imports by their names, and of files that it runs.
 * @see https://docs.python.org/3/library/importlib.html#importlib.import_module
 * @see https://django-split-settings.readthedocs.io/en/stable/
 */
export function takenByCall(taker: Taker): readonly Taken[] {
  return ofType(taker.root, 'call').flatMap((call) => {
    const name = calledName(call) ?? '';
    if (/^(import_module|__import__)$/.test(name)) return ofImported(taker, call);
    return /^(exec|execfile|include|run_path)$/.test(name) ? ofRun(taker, call) : [];
  });
}

function ofImported(taker: Taker, call: Node): readonly Taken[] {
  const [given] = items(field(call, 'arguments') as Node);
  if (given === undefined) return [];
  const files = textsOf(given, () => null).flatMap((text) => filesMatching(text, taker.path, taker.modules));
  const { parent } = call;
  const left = parent?.type === 'assignment' && call.field === 'right' ? field(parent, 'left') : null;
  return files.flatMap((file) => {
    const dotted = file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
    if (left?.type === 'identifier') return throughName(taker, left, textOf(left), dotted);
    return ofModule(taker, call, file);
  });
}

/** Files that run with the names of this one: it gets their names, and they have its own, and one another's. */
function ofRun(taker: Taker, call: Node): readonly Taken[] {
  const { path, modules } = taker;
  const given = items(field(call, 'arguments') as Node);
  const texts = given.flatMap((argument) => textsOf(pathIn(argument), () => null));
  const own = texts.flatMap((text) => {
    const [, module] = STAR.exec(text) ?? [];
    return module === undefined ? [] : filesMatching(module, path, modules);
  });
  const paths = texts.filter((text) => /\.py$/.test(text));
  const run = paths.flatMap((text) => matching(posix.join(folderOf(path), text.replace(/^\*\//, '')), modules));
  const files = run.filter((file) => file !== path);
  const back = files.flatMap((file) =>
    [path, ...files.slice(0, files.indexOf(file))].map((target) => begun(target, file, taker)),
  );
  return [...[...own, ...files].map((file) => allOf(file, taker, call)), ...back];
}

/** All names of a file, which another one has from its start. */
function begun(target: string, taker: string, { root }: Taker): Taken {
  return { kind: 'all', target, taker, node: root, of: null, name: null, from: 0 };
}

/** The path in `open(path).read()`, `path.read_text()`, `compile(...)`, `optional(path)`. */
function pathIn(argument: Node): Node {
  if (argument.type !== 'call') return argument;
  const called = field(argument, 'function') as Node;
  const [first] = items(field(argument, 'arguments') as Node);
  const name = calledName(argument) ?? '';
  const holder = called.type === 'attribute' ? field(called, 'object') : null;
  if (holder !== null && /^(read|read_text|read_bytes)$/.test(name)) return pathIn(holder);
  return first !== undefined && /^(open|compile|optional)$/.test(name) ? pathIn(first) : argument;
}
