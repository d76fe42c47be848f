import { nextStatement } from '../fix/guard/groups.ts';
import { flowsInto } from '../python/semantics/flows.ts';
import { isGuarded } from '../python/semantics/guarded.ts';
import { isImportErrorCaught } from '../python/semantics/handlers.ts';
import { askedNames } from '../python/semantics/loops.ts';
import type { Facts, Reference } from '../python/semantics/references.ts';
import { ASKS, importsParent } from '../python/semantics/worlds/asks.ts';
import { isMigration, positionIn } from '../python/syntax/source.ts';
import type { Node, SourceFile } from '../types.ts';
import { documentedBy } from './documented-settings.ts';
import { ignoresIn } from './ignores.ts';
import type { Rule } from './rule.ts';

/** A reference, and the rule that finds it. */
export interface Match {
  readonly reference: Reference;
  readonly rule: Rule;
}

/** The unguarded references, each with the first rule that finds it; one that no rule finds does no harm. */
export function matchRules(facts: Facts, rules: readonly Rule[]): Match[] {
  const { root } = facts.source;
  const open = facts.references.filter((reference) => isOpen(reference, facts.package.root));
  if (open.length === 0) return [];
  const order = [...rules].sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false));
  const flowing = flowsInto(root, (name) => order.find((rule) => rule.settings?.test(name))?.name ?? null);
  const migration = isMigration(facts.source.path);
  const settingOf = (name: string) =>
    migration && /^(dependencies|run_before)$/.test(name) ? 'installed-apps' : flowing(name);
  const prefix = facts.package.root.replace(/_/g, '').toUpperCase();
  const isOwn = (name: string) => name.replace(/_/g, '').startsWith(prefix);
  const sought = askedNames(root, facts.world, isGuarded, (name) => documentedBy(rules).atStart.includes(name));
  return open.flatMap((reference) => {
    const isUnread = reference.destination.unread && !asksForModule(reference.node, facts.package.root);
    const asked = isUnread ? order.filter(({ isDoubt }) => isDoubt !== undefined) : order;
    const rule = asked.find((at) => at.finds({ reference, package: facts.package, settingOf, isOwn }));
    if (rule === undefined || rule.harmless?.(reference)) return [];
    return reference.destination.names.some((name) => sought.has(name)) ? [] : [{ reference, rule }];
  });
}

/** Whether a reference is unguarded, and is no string that is only looked up or tested for. */
function isOpen({ guarded, kind, node, destination, bindings }: Reference, root: string): boolean {
  if (guarded || (kind === 'import' && bindings.length === 0)) return false;
  if (kind === 'string' && asksForModule(node, root)) return true;
  const written = kind === 'string' || kind === 'fragment';
  const inert = destination.inert && !destination.unread;
  return !written || !(inert || ASKS.test(destination.calls[0] ?? ''));
}

/** Whether a string is asked for in a way that fails where the package is missing: `find_spec("package.module")`. */
function asksForModule(node: Node, root: string): boolean {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  return call?.type === 'call' && importsParent(call, root) && !isImportErrorCaught(call, root);
}

/** The matches without those that a `# djguard: ignore` comment passes over: in their first or last line, or in the file. */
export function unsuppressed<M extends Match>({ root, text }: SourceFile, found: readonly M[]): M[] {
  const isIgnored = ignoresIn(text);
  return found.filter(({ reference, rule }) => {
    const ends = [reference.node.start, reference.node.end].map((offset) => positionIn(root.tree, offset).line);
    return !ends.some((line) => isIgnored(line, rule));
  });
}

/** Matches of rules that report and never fix. */
export interface Reported {
  readonly reported: readonly Match[];
  /** The matches of all other rules. */
  readonly others: readonly Match[];
}

/** Parts matches of rules that only report from all others; an import and its use in the next statement are one. */
export function sortOut(matches: readonly Match[]): Reported {
  const refused = matches.filter(({ rule }) => rule.reportsOnly !== undefined);
  const reported = refused.filter(({ reference }) => !followsImport(reference, refused));
  return { reported, others: matches.filter((match) => !refused.includes(match)) };
}

/** Whether a name is used in the statement after its import: `import ipdb; ipdb.set_trace()`. */
function followsImport({ statement, bindings, kind }: Reference, refused: readonly Match[]): boolean {
  const last = kind === 'name' ? bindings.at(-1)?.statement : undefined;
  const next = last === undefined ? undefined : nextStatement(last);
  return next === statement && refused.some(({ reference }) => reference.node === last);
}
