import { rules } from '../../../transforms/index.ts';
import type { Colors } from '../../report/colours.ts';
import { UsageError } from '../../util/errors.ts';
import { asLines, type Shown } from '../../util/shown.ts';
import { didYouMean } from '../../util/suggest.ts';

/** The rules, one to a line: code, name, summary. */
export function rulesText({ bold }: Colors): Shown {
  const width = Math.max(...rules.map(({ name }) => name.length));
  return asLines(rules.map(({ code, name, summary }) => `${bold(code)}  ${name.padEnd(width)}  ${summary}`));
}

/**
 * One rule with what it does, why, and its example.
 * @param word a code or a name.
 * @throws UsageError where there is no such rule.
 */
export function explanation(word: string, { bold }: Colors): Shown {
  const rule = rules.find(({ code, name }) => code.toLowerCase() === word.toLowerCase() || name === word);
  if (rule === undefined) {
    const known = rules.flatMap(({ code, name }) => [code, name]);
    throw new UsageError(`there is no rule ${JSON.stringify(word)}.${didYouMean(word, known)}`);
  }
  const { code, name, summary, why, example, reportsOnly } = rule;
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
