import type { Shape, Site } from '../fix/site.ts';
import type { Reference } from '../python/semantics/references.ts';
import type { Cure, OptionalPackage, SourceFile } from '../types.ts';
import type { DocumentedSettings } from './documented-settings.ts';

/** A reference, and what a rule may need to know about it. */
export interface RuleContext {
  readonly reference: Reference;
  readonly package: OptionalPackage;
  /** The name of the rule whose settings the name belongs to or flows into, or null. */
  readonly settingOf: (name: string) => string | null;
  /** Whether a name is a setting that only the package itself reads, going by its prefix. */
  readonly isOwn: (name: string) => boolean;
}

/**
 * One rule: what it finds, how it reports it, and the shapes that its fix may take.
 * A rule is one file in transforms/, which names it by its code.
 */
export interface Rule {
  /** Such as `DJG001`. Never reused for another rule. */
  readonly code: string;
  /** Such as `imports`: the name of its file and of its folder of fixtures. */
  readonly name: string;
  /** One line for the table of rules. */
  readonly summary: string;
  /** Why an unguarded use breaks a project. */
  readonly why: string;
  /** The documentation that says so. */
  readonly source: `https://${string}`;
  readonly example: { readonly before: string; readonly after: string };
  /** The names of settings whose entries are this rule's, if it is about settings. */
  readonly settings?: RegExp;
  /**
   * The settings it is about that are documented, by their full names, also those that hold its settings as keys.
   * The proof imports what these name, and the tests' stub world watches them.
   */
  readonly documented?: Partial<DocumentedSettings>;
  /** The steps of a proof (`STEPS` in verify/types.ts) that fail for what it finds, where none names a line of the project. */
  readonly failsSteps?: readonly string[];
  /** Whether a reference is this rule's; the first rule that says so gets it. */
  finds(context: RuleContext): boolean;
  /** Whether it comes before all other rules: what it finds may look like an entry of theirs. */
  readonly first?: boolean;
  /** Whether something that the rule finds does no harm after all, and is not reported. */
  harmless?(reference: Reference): boolean;
  /** What is wrong, in one line; `root` is the package. */
  message(reference: Reference, root: string): string;
  /** Whether what it finds is a single value, for which another has to stand in without the package. */
  readonly single?: boolean;
  /**
   * Why a human has to decide about a statement, whatever shape would fix it, or null.
   * @param own the references in the statement that are this rule's.
   */
  objects?(site: Site, own: readonly Reference[]): string | null;
  /** Why an import has to stay bare, or null: it is guarded where it stands, or nothing in its file is. */
  objectsToImport?(source: SourceFile, reference: Reference): string | null;
  /** The shapes that a fix of a statement may take, the best first. */
  readonly fix: readonly Shape[];
  /** For a rule that never fixes: the reason, and what a human can do. */
  readonly reportsOnly?: string;
  /** For a rule that finds what may do no harm at all: what is not known. Its findings break nothing for certain. */
  readonly isDoubt?: string;
  /**
   * For the one rule that speaks for whatever the others find of a package of which nothing is known: what a human can do.
   * Such a package is one finding a file, and is never edited. `declare` says how to declare it for production.
   */
  readonly adviceForUnknown?: (optional: OptionalPackage, cure: Cure, declare: string) => string;
}

/** The setting that a reference is an entry of: the innermost name around it that some rule has as a setting. */
export function settingAround({ reference, settingOf }: RuleContext): { setting: string; rule: string } | null {
  const { names } = reference.destination;
  // A project chooses the names of its template libraries, which may be those of settings:
  // https://docs.djangoproject.com/en/stable/topics/templates/#django.template.backends.django.DjangoTemplates
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
