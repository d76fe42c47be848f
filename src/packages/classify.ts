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
  /** Whether nothing but the names of files says who installs it. */
  readonly byName?: boolean;
  /** Whether it is no declaration: a freeze beside declarations, or what a job of CI installs by name. */
  readonly aside?: boolean;
}

/** Every place that declares each distribution, by normalised name. */
export function declaredIn({ installs }: Manifest, graph: Graph): ReadonlyMap<string, readonly Declared[]> {
  const found = new Map<string, Declared[]>();
  const add = (name: string, declared: Declared): void => {
    const list = found.get(name) ?? [];
    // One line may stand in several groups: `all = dev + postgres`.
    const isSame = ({ file, line, kind }: Declared) =>
      file === declared.file && line === declared.line && kind === declared.kind;
    if (!list.some(isSame)) list.push(declared);
    found.set(name, list);
  };
  for (const { group, kind, chain, byName, aside } of graph.installed.values()) {
    const about = { kind, group: group.name, chain, ...(byName && { byName }), ...(aside && { aside }) };
    for (const at of group.declarations) add(at.name, { ...barePlace(at), ...about });
  }
  for (const { kind, weight, declarations, aside } of installs) {
    for (const at of declarations) {
      const name = at.name;
      // What may be a developer's image, and installs what is declared for developers, tells nothing.
      const doubtful =
        kind === 'production' && weight === 'weak' && found.get(name)?.some((at) => at.kind === 'development');
      add(name, {
        ...barePlace(at),
        kind: doubtful ? 'unknown' : kind,
        group: null,
        chain: [],
        ...(aside && { aside }),
      });
    }
  }
  const order: readonly Kind[] = ['production', 'development', 'unknown'];
  for (const list of found.values()) list.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return found;
}

/** For whom a place declares something, in words: `production`, or `development, by its name only`. */
export function kindText({ kind, byName }: Declared): string {
  return byName === true && kind !== 'unknown' ? `${kind}, by its name only` : kind;
}

/** Whether what is known of something that is declared rests on the names of files alone. */
export function isByNameOnly(declared: readonly Declared[]): boolean {
  const classification = classificationOf(declared);
  const kind = isProduction(classification) ? 'production' : 'development';
  const telling = declared.filter((at) => at.kind === kind && at.aside !== true);
  return classification !== 'unknown' && telling.length > 0 && telling.every(({ byName }) => byName === true);
}

/** What the places that declare something make of it, in words: `production, by its name only`. */
export function classText(classification: Classification, declared: readonly Declared[]): string {
  return isByNameOnly(declared) ? `${classification}, by its name only` : classification;
}

/**
 * What the places that declare a distribution make of it. What developers install is not theirs alone where it also
 * stands in a place of which nobody knows who installs it, such as an extra of a neutral name.
 */
export function classificationOf(declared: readonly Declared[]): Classification {
  const kinds = new Set(declared.filter(({ aside }) => aside !== true).map(({ kind }) => kind));
  if (kinds.has('production')) return kinds.has('development') ? 'both' : 'production';
  if (kinds.has('development') && !kinds.has('unknown')) return 'development-only';
  return declared.length === 0 ? 'undeclared' : 'unknown';
}

/** Whether production is known to install what is so classified. */
export function isProduction(classification: Classification): boolean {
  return classification === 'production' || classification === 'both';
}
