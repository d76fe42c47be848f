import type { Rule } from '../../rewrite/rule.ts';
import { REFUSALS } from './refusals.ts';

/** A part of what there is to say of a rule. */
export interface Section {
  readonly title: string;
  /** Paragraphs; none where the section is code or a list. */
  readonly text: readonly string[];
  /** Python; null where there is none. */
  readonly code: string | null;
  readonly list: readonly string[];
}

/** All that there is to say of a rule, in the order of reading: `djguard explain` and the pages of the guide are made of it. */
export function sectionsOf({ code, name, summary, why, source, example, reportsOnly }: Rule): readonly Section[] {
  const refusals = REFUSALS[name] ?? [];
  const left = {
    title: reportsOnly === undefined ? 'What it leaves to you' : 'What to do',
    ...NOTHING,
    list: reportsOnly === undefined ? refusals : [reportsOnly],
  };
  return [
    { title: `${code} ${name}`, ...NOTHING, text: [`${summary}.`, why, `Source: ${source}`] },
    { title: 'Before', ...NOTHING, code: example.before },
    { title: reportsOnly === undefined ? 'After' : 'After, by hand', ...NOTHING, code: example.after },
    ...(left.list.length > 0 ? [left] : []),
    {
      title: 'Silence it',
      ...NOTHING,
      text: [
        `Behind the line, or on a line of its own above it: # djguard: ignore[${code}] the reason`,
        `In a file: # djguard: ignore-file[${code}] the reason. In a project: ignore = ["${code}"], or per-file-ignores.`,
      ],
    },
  ];
}

const NOTHING: Omit<Section, 'title'> = { text: [], code: null, list: [] };
