import { rules } from '../../../transforms/index.ts';
import type { Colors } from '../../report/colours.ts';
import type { Rule } from '../../rewrite/rule.ts';
import { UsageError } from '../../util/errors.ts';
import { asJson, asLines, type Shown } from '../../util/shown.ts';
import { didYouMean } from '../../util/suggest.ts';
import { REFUSALS } from '../help/refusals.ts';
import { sectionsOf } from '../help/rule-page.ts';

/** The rules, one to a line: code, name, summary. */
export function rulesText(format: string, { bold }: Colors): Shown {
  if (format === 'json') return asJson(rules.map(described), 2);
  const width = Math.max(...rules.map(({ name }) => name.length));
  return asLines(rules.map(({ code, name, summary }) => `${bold(code)}  ${name.padEnd(width)}  ${summary}`));
}

/**
 * One rule with what it does, why, and its example.
 * @param word a code or a name.
 * @throws UsageError where there is no such rule.
 */
export function explanation(word: string, format: string, colours: Colors): Shown {
  const rule = rules.find(({ code, name }) => code.toLowerCase() === word.toLowerCase() || name === word);
  if (rule !== undefined) return format === 'json' ? asJson(described(rule), 2) : explained(rule, colours);
  const known = rules.flatMap(({ code, name }) => [code, name]);
  throw new UsageError(`there is no rule ${JSON.stringify(word)}.${didYouMean(word, known)}`);
}

function described({ code, name, summary, why, source, example, reportsOnly }: Rule): object {
  return {
    code,
    name,
    summary,
    why,
    source,
    example,
    reportsOnly: reportsOnly ?? null,
    refusals: REFUSALS[name] ?? [],
  };
}

function explained(rule: Rule, { bold }: Colors): Shown {
  const parts = sectionsOf(rule).map(({ title, text, code, list }) =>
    [
      bold(title),
      ...text,
      ...(code === null ? [] : [code.trimEnd().replace(/^(?=.)/gm, '    ')]),
      ...(list.length === 0 ? [] : [list.map((line) => `- ${line}`).join('\n')]),
    ].join('\n\n'),
  );
  return asLines(parts.join('\n\n').split('\n'));
}
