import { sectionsOf } from '../src/cli/help/rule-page.ts';
import type { Rule } from '../src/rewrite/rule.ts';

/** The page of a rule in the guide. */
export function pageOf(rule: Rule): string {
  const parts = sectionsOf(rule).map(({ title, text, code, list }, index) =>
    [
      `${index === 0 ? '#' : '##'} ${title}`,
      ...text.map((line) =>
        line
          .replace(/(https:\S+)/, '<$1>')
          .replace(/(# djguard: [\w-]+\[\w+\] the reason)/, '`$1`')
          .replace(/(ignore = \["\w+"\])/, '`$1`')
          .replace(/\b(per-file-ignores)\b/, '`$1`'),
      ),
      ...(code === null ? [] : [`\`\`\`python\n${code.trimEnd()}\n\`\`\``]),
      ...(list.length === 0 ? [] : [list.map((line) => `- ${line}`).join('\n')]),
    ].join('\n\n'),
  );
  return `<!-- Made by \`npm run docs\`. -->\n\n${parts.join('\n\n')}\n`;
}
