/**
 * Settings by the names that Django, or a package that most projects have, documents, and when what they name is
 * imported. https://docs.djangoproject.com/en/stable/ref/settings/
 */
export interface DocumentedSettings {
  /** As the project starts: whoever boots it meets what they name. */
  readonly atStart: readonly string[];
  /** When it is first needed: whoever boots the project has to import what they name as well. */
  readonly atFirstUse: readonly string[];
}

/** The documented settings of all rules, each once, sorted. */
export function documentedBy(
  rules: readonly { readonly documented?: Partial<DocumentedSettings> }[],
): DocumentedSettings {
  const named = (when: keyof DocumentedSettings) =>
    [...new Set(rules.flatMap(({ documented }) => documented?.[when] ?? []))].sort();
  return { atStart: named('atStart'), atFirstUse: named('atFirstUse') };
}
