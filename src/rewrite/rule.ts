import type { Reference } from '../python/semantics/references.ts';
import type { OptionalPackage } from '../types.ts';

/** What a rule may ask about a reference. */
export interface RuleContext {
  readonly reference: Reference;
  readonly package: OptionalPackage;
  /** The name of the rule whose settings the name belongs to or flows into, or null. */
  readonly settingOf: (name: string) => string | null;
  /** Whether a name is a setting that only the package itself reads, going by its beginning. */
  readonly isOwn: (name: string) => boolean;
}

/** One rule: which references it speaks for, and how it speaks of them. The guard's shapes are not its business. */
export interface Rule {
  /** Such as `DJG001`. Never used again for anything else. */
  readonly code: string;
  /** Such as `imports`: the name of its file and of its folder of fixtures. */
  readonly name: string;
  /** One line for the table of rules. */
  readonly summary: string;
  /** Why an unguarded use breaks a project. */
  readonly why: string;
  readonly example: { readonly before: string; readonly after: string };
  /** The names of settings whose entries this rule speaks for, if it speaks for settings. */
  readonly settings?: RegExp;
  finds(context: RuleContext): boolean;
  /** What is wrong, in one line; `root` is the package. */
  message(reference: Reference, root: string): string;
  /** Whether what it finds is one value, which needs another in its place without the package. */
  readonly single?: boolean;
  /** A reason why a human must decide about every reference it finds, or null. */
  readonly refuses?: string;
}

/** The setting that a reference is an entry of: the innermost name around it that some rule knows. */
export function settingAround({ reference, settingOf }: RuleContext): { setting: string; rule: string } | null {
  const { names } = reference.destination;
  // What a template library is called is the project's own choice, whatever setting has that name too.
  for (const setting of names[1] === 'libraries' ? names.slice(1) : names) {
    const rule = settingOf(setting);
    if (rule !== null) return { setting, rule };
  }
  return null;
}

/** Whether a reference is an entry of one of the rule's settings. */
export function isEntryOf(name: string, context: RuleContext): boolean {
  return context.reference.kind !== 'import' && settingAround(context)?.rule === name;
}
