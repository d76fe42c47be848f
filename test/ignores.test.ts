import { expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { rewrite } from './rewrite.ts';

const parse = await loadParser();
const found = (text: string): readonly string[] => {
  const outcome = rewrite(parse, 'settings.py', text, [packageNamed('debug_toolbar')]);
  return outcome.status === 'found' ? outcome.findings.map(({ line, code }) => `${line} ${code}`) : [];
};
const APPS = 'INSTALLED_APPS = [\n    "debug_toolbar",\n]\n';
const TWO = `${APPS}MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n`;

test.each([
  ['behind its line', APPS.replace(',', ',  # djguard: ignore[DJG002] this image has it'), []],
  ['above its line', APPS.replace('    "', '    # djguard: ignore[DJG002] this image has it\n    "'), []],
  ['above, before blank lines and comments', `# djguard: ignore\n\n# More.\n${APPS.replaceAll('\n', '')}\n`, []],
  ['above, and not the line after that', `# djguard: ignore\n\nx = 1\n${APPS}`, ['5 DJG002']],
  ['behind another line', `x = 1  # djguard: ignore\n${APPS.replaceAll('\n', '')}\n`, ['2 DJG002']],
  ['of another rule', APPS.replace(',', ',  # djguard: ignore[DJG003]'), ['2 DJG002']],
  ['of what the code begins with', APPS.replace(',', ',  # djguard: ignore[DJG00]'), []],
  ['of several, by name', APPS.replace(',', ',  # djguard: ignore[middleware, installed-apps]'), []],
  ['of a whole file', `"""Settings."""\n# djguard: ignore-file every image has it\n${TWO}`, []],
  ['of a rule in a whole file', `# djguard: ignore-file[DJG003] see above\n${TWO}`, ['3 DJG002']],
  ['of a kind that there is not', `# djguard: ignore-next\n${APPS}`, ['3 DJG002']],
])('an ignore comment %s', (_, text, left) => {
  expect(found(text)).toEqual(left);
});
