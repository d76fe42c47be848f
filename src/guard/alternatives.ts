import type { Mention } from '../python/mentions.ts';
import { ancestors, enclosing, isSuite, items, sameText, slice } from '../python/tree.ts';
import type { Use } from '../python/uses.ts';
import type { Node, OptionalPackage } from '../types.ts';
import { line } from './lines.ts';
import { handlerReason } from './log-handlers.ts';
import type { Plan } from './plan.ts';
import { assignmentOf, refuse, type Site, wrap } from './site.ts';

const COMPUTED = 'the setting needs a value without the package too: choose one, and set it in `except ImportError`';

/** A setting that holds one class of the package holds the one that is known to stand in for it, or is refused. */
export function alternative(site: Site): Plan | null {
  const ours = site.uses.filter(({ mentions }) => mentions.some((mention) => site.singles.has(mention)));
  const [only] = ours;
  if (only === undefined) return null;
  const direct =
    ours.length === 1 && site.uses.length === 1 && isAssigned(site, only) ? assignmentOf(site.statement) : null;
  if (direct !== null && isSetBefore(site, direct.left)) return wrap(site);
  for (const use of ours) {
    const reason = reasonAgainst(site, use);
    if (reason !== null) return refuse(site, reason);
  }
  if (direct === null) return null;
  return wrap(site, [line(`${slice(site.source.text, direct.left)} = ${alternativeText(site, only)}`)]);
}

/** Why nothing can stand in for a value, or null. */
function reasonAgainst(site: Site, { stop, mentions }: Use): string | null {
  const [mention] = mentions as [Mention];
  const { names } = mention.context;
  const branch = stop.kind === 'branch';
  if (stop.kind !== 'single' && !branch) return COMPUTED;
  if (!branch && alternativeFor(site.package, names) === null) {
    const key = [...names].reverse().join('.');
    const named = key.includes('.') ? JSON.stringify(key) : key;
    return `no class is known that could stand in for ${slice(site.source.text, mention.node)}: name one in [tool.djguard.packages.${site.root}.alternatives] as ${named} = "...", or guard it by hand`;
  }
  if (!isLogHandler(names)) return null;
  const uses = site.uses.flatMap((use) => (use.stop === stop ? [] : [use.stop.node]));
  return handlerReason({ value: stop.node, branch, names, uses }, site.source.text);
}

/** Whether a class is that of a logging handler, whose other keys are arguments of it. */
export function isLogHandler(names: readonly string[]): boolean {
  return names.includes('handlers');
}

/** The alternative of a single value, in the quotes that the value has. */
export function alternativeText({ package: optional, source: { text } }: Site, { mentions }: Use): string {
  const [mention] = mentions as [Mention];
  const quote = slice(text, mention.node).endsWith("'") ? "'" : '"';
  return quote + (alternativeFor(optional, mention.context.names) ?? '') + quote;
}

/**
 * What is known to stand in for a value.
 * @param names the names that the value flows into, innermost first.
 */
function alternativeFor({ alternatives = {} }: OptionalPackage, names: readonly string[]): string | null {
  for (const [setting, value] of Object.entries(alternatives)) {
    const keys = setting.split('.').reverse();
    let place = 0;
    for (const name of names) if (name === keys[place]) place += 1;
    if (place === keys.length && names[0] === keys[0]) return value;
  }
  return null;
}

function isAssigned({ statement }: Site, { stop }: Use): boolean {
  const assignment = assignmentOf(statement);
  return assignment?.fresh === true && stop.kind === 'single' && stop.node === assignment.right;
}

/** Whether the setting is sure to have a value by then that is not the package's: it stays where the package is missing. */
function isSetBefore({ statement, roots, source: { text } }: Site, left: Node): boolean {
  const scope = enclosing(statement, 'class_definition', 'function_definition');
  if (left.type !== 'identifier') return false;
  for (const suite of ancestors(statement)) {
    if (suite === scope) return false;
    const earlier = isSuite(suite) ? items(suite).filter((other) => other.end <= statement.start) : [];
    const before = earlier.map(assignmentOf).filter((other) => other?.fresh && sameText(other.left, left, text));
    const last = before.at(-1);
    if (last) return !roots.some((root) => slice(text, last.right).includes(root));
  }
  return false;
}
