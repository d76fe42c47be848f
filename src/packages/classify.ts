import type { Evidence } from '../types.ts';
import { barePlace, type Kind, type Manifest, type Place } from './manifests/manifest.ts';
import type { Graph } from './resolve-groups.ts';

/**
 * Who installs a distribution. `both` is production's too: production wins.
 * `unknown` is declared, but nothing says for whom, as in an extra of a neutral name.
 */
export type Classification = 'development-only' | 'production' | 'both' | 'undeclared' | 'unknown';

/** A place that declares a distribution, and who is known to install it from there. */
export interface Declared extends Evidence {
  readonly kind: Kind;
  /** The group that it stands in, as its manifest calls it; null for a requirements file or a command. */
  readonly group: string | null;
  /** The commands and includes that lead there, the outermost first. */
  readonly chain: readonly Place[];
}

/** Every place that declares each distribution, by normalised name. */
export function declaredIn({ installs }: Manifest, graph: Graph): ReadonlyMap<string, readonly Declared[]> {
  const found = new Map<string, Declared[]>();
  const add = (name: string, declared: Declared): void => {
    const list = found.get(name) ?? [];
    if (!list.some(({ file, line }) => file === declared.file && line === declared.line)) list.push(declared);
    found.set(name, list);
  };
  for (const { group, kind, chain } of graph.installed.values()) {
    for (const at of group.declarations) add(at.name, { ...barePlace(at), kind, group: group.name, chain });
  }
  for (const { kind, weight, declarations } of installs) {
    for (const at of declarations) {
      const name = at.name;
      // What may be a developer's image, and installs what is declared for developers, tells nothing.
      const doubtful =
        kind === 'production' && weight === 'weak' && found.get(name)?.some((at) => at.kind === 'development');
      add(name, { ...barePlace(at), kind: doubtful ? 'unknown' : kind, group: null, chain: [] });
    }
  }
  const order: readonly Kind[] = ['production', 'development', 'unknown'];
  for (const list of found.values()) list.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return found;
}

/** What the places that declare a distribution make of it. */
export function classificationOf(declared: readonly Declared[]): Classification {
  const kinds = new Set(declared.map(({ kind }) => kind));
  if (kinds.has('production')) return kinds.has('development') ? 'both' : 'production';
  if (kinds.has('development')) return 'development-only';
  return declared.length === 0 ? 'undeclared' : 'unknown';
}

/** Whether production is known to install what is so classified. */
export function isProduction(classification: Classification): boolean {
  return classification === 'production' || classification === 'both';
}
