import { moveEntries } from '../src/fix/entry/move.ts';
import type { Fix } from '../src/fix/fix.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { refuse, type Site } from '../src/fix/site.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { constantText } from '../src/python/semantics/constants/evaluate.ts';
import { isCaught } from '../src/python/semantics/handlers.ts';
import type { Reference } from '../src/python/semantics/references.ts';
import { enclosing, field, stringValue, textOf } from '../src/python/syntax/tree.ts';
import { type Rule, settingAround } from '../src/rewrite/rule.ts';
import type { Node } from '../src/types.ts';

const LOOKUPS = new Set(['remove', 'index', 'pop', 'discard']);
const PLACED =
  'it places or takes something by an entry that is not there without the package: place it by an entry that always is, or guard both by hand';

export const dependents: Rule = {
  code: 'DJG007',
  name: 'dependents',
  summary: 'A `.remove(...)` or `.index(...)` that expects an entry of the package in a list',
  why: 'Without the package its entry is not in the list, and `.remove` and `.index` raise ValueError.',
  source: 'https://docs.python.org/3/library/stdtypes.html#mutable-sequence-types',
  example: {
    before: `INSTALLED_APPS.remove("debug_toolbar")
`,
    after: `if "debug_toolbar" in INSTALLED_APPS:
    INSTALLED_APPS.remove("debug_toolbar")
`,
  },
  failsSteps: ['settings'],
  first: true,
  finds: (context) => isLookup(context.reference) && settingAround(context) !== null,
  harmless: ({ node }) => isCaught(node),
  message: (reference, root) => `.${reference.destination.calls[0]}() expects an entry of ${root}`,
  fix: [guardLookup, refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};

/** `.remove(entry)` is made to ask whether the entry is there; `.index(entry)` places something else by it. */
function guardLookup(site: Site): Fix | null {
  const { statement, extents, references } = site;
  const lookups = references.filter(isLookup);
  const [first] = lookups;
  const goesAlong = extents.some(
    (extent) => extent.boundary.kind === 'statement' && !extent.references.every(isLookup),
  );
  if (first === undefined || goesAlong) return null;
  const call = enclosing(first.node, 'call') as Node;
  if (lookups.length !== references.length || first.destination.calls[0] !== 'remove' || call.parent !== statement) {
    return refuse(site, PLACED, 'list');
  }
  const list = textOf(field(field(call, 'function') as Node, 'object') as Node);
  // A guard is recognised by a literal.
  const entry = stringValue(first.node) === null ? `"${constantText(first.node)}"` : textOf(first.node);
  const test = { present: `${entry} in ${list}`, absent: `${entry} not in ${list}` };
  return { kind: 'piece', piece: { kind: 'wrap', statement, fallback: [], test, references }, edits: [] };
}

function isLookup({ kind, destination }: Reference): boolean {
  return kind === 'string' && LOOKUPS.has(destination.calls[0] ?? '');
}
