import type { Result } from '../run/result.ts';
import type { Finding } from '../types.ts';
import type { Colors } from './colours.ts';
import { frameLines } from './frame.ts';
import { findingLines, listedIn } from './text.ts';

/** The findings that a run's mode lists, each with the code around it, what to do, and where to read on. */
export function framedLines(result: Result, colours: Colors): readonly string[] {
  return result.files.flatMap((file) => {
    const text = file.written ? file.after : file.before;
    return listedIn(file, result.mode).flatMap((finding) => {
      const [head = '', ...advice] = findingLines(file.path, [finding], colours);
      return [head, ...frameLines(text, finding, colours), ...advice, `    ${readOn(finding, result)}`, ''];
    });
  });
}

function readOn({ code, fixable }: Finding, { mode }: Result): string {
  const more = `djguard explain ${code} says more`;
  return fixable && mode === 'check' ? `djguard fix guards it; ${more}` : more;
}
