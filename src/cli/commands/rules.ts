import { rules } from '../../../transforms/index.ts';
import type { Colors } from '../../report/colours.ts';
import type { Rule } from '../../rewrite/rule.ts';
import { UsageError } from '../../util/errors.ts';
import { asJson, asLines, type Shown } from '../../util/shown.ts';
import { didYouMean } from '../../util/suggest.ts';

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
  return { code, name, summary, why, source, example, reportsOnly: reportsOnly ?? null };
}

function explained({ code, name, summary, why, example, reportsOnly }: Rule, { bold }: Colors): Shown {
  const text = [
    `${bold(`${code} ${name}`)}\n\n${summary}\n\n${why}\n`,
    `${bold('Before')}\n\n${indented(example.before)}`,
    `${bold(reportsOnly === undefined ? 'After' : 'After, by hand')}\n\n${indented(example.after)}`,
    ...(reportsOnly === undefined ? [] : [`djguard reports it and leaves it alone: ${reportsOnly}.\n`]),
  ].join('\n');
  return asLines(text.trimEnd().split('\n'));
}

function indented(source: string): string {
  return source.replace(/^(?=.)/gm, '    ').replace(/\n*$/, '\n');
}
