import { flowsInto } from '../python/semantics/flows.ts';
import { isCaught } from '../python/semantics/handlers.ts';
import { askedNames } from '../python/semantics/loops.ts';
import type { Facts, Mention } from '../python/semantics/references.ts';
import { ASKS } from '../python/semantics/worlds/package-absent.ts';
import { isMigration, positionIn } from '../python/syntax/source.ts';
import type { SourceFile } from '../types.ts';
import type { Transform } from './rule.ts';

/** A mention that a transform speaks for. */
export interface Claimed {
  readonly mention: Mention;
  readonly transform: Transform;
}

/** The unguarded mentions, each with the first transform that claims it; what nobody claims does no harm. */
export function claimed(facts: Facts, transforms: readonly Transform[]): Claimed[] {
  const { root, text } = facts.source;
  const open = facts.mentions.filter(isOpen);
  if (open.length === 0) return [];
  const flowing = flowsInto(
    root,
    (name) => transforms.find((transform) => transform.settings?.test(name))?.name ?? null,
  );
  const migration = isMigration(facts.source.path);
  const settingOf = (name: string) =>
    migration && /^(dependencies|run_before)$/.test(name) ? 'installed-apps' : flowing(name);
  const prefix = facts.package.root.replace(/_/g, '').toUpperCase();
  const isOwn = (name: string) => name.replace(/_/g, '').startsWith(prefix);
  const asked = askedNames(root, text);
  const order = [...transforms].sort((a, b) => Number(b.name === 'dependents') - Number(a.name === 'dependents'));
  return open.flatMap((mention) => {
    const transform = order.find((at) => at.claims({ mention, package: facts.package, settingOf, isOwn }));
    if (mention.context.names.some((name) => asked.has(name))) return [];
    if (transform?.name === 'dependents' && isCaught(mention.node, text)) return [];
    return transform === undefined ? [] : [{ mention, transform }];
  });
}

/** Whether nothing guards a mention, and it is more than a string that somebody looks up or asks for. */
function isOpen({ guarded, kind, context, bindings }: Mention): boolean {
  if (guarded || (kind === 'import' && bindings.length === 0)) return false;
  const written = kind === 'string' || kind === 'fragment';
  return !written || !(context.inert || ASKS.test(context.calls[0] ?? ''));
}

/** Takes out what a comment on its first or last line asks djguard to leave alone. */
export function unsuppressed({ root, text }: SourceFile, found: readonly Claimed[]): Claimed[] {
  const lines = suppressions(text);
  if (lines.size === 0) return [...found];
  return found.filter(({ mention, transform }) => {
    const ends = [mention.node.start, mention.node.end].map((offset) => positionIn(root.tree, offset).line);
    return !ends.some((line) => {
      const codes = lines.get(line);
      return codes === null || codes?.has(transform.code) || codes?.has(transform.name.toUpperCase());
    });
  });
}

/** The codes that a comment on each line names; null for all codes. */
function suppressions(text: string): Map<number, ReadonlySet<string> | null> {
  const found = new Map<number, ReadonlySet<string> | null>();
  if (!text.includes('djguard:')) return found;
  text.split(/\r\n|\n|\r/).forEach((line, i) => {
    const match = /#.*\bdjguard:\s*ignore(?:\[([\w\s,-]*)\])?/.exec(line);
    if (match === null) return;
    const codes = match[1]?.split(/[\s,]+/).filter((code) => code !== '');
    found.set(i + 1, codes === undefined ? null : new Set(codes.map((code) => code.toUpperCase())));
  });
  return found;
}
