import { join } from 'node:path';
import { readText } from '../files/read.ts';
import type { CausePlace } from '../run/log-cause.ts';
import { oneLine } from '../util/shown.ts';
import type { Knowledge } from './knowledge.ts';

const MOST_PLACES = 3;

/** The lines that define a part of LOGGING, by its name, in the files that name that setting. */
export function partsOfLogging(name: string, { project, files, shown }: Knowledge): readonly CausePlace[] {
  const key = new RegExp(`["']${name.replace(/\W/g, '\\$&')}["']\\s*:`);
  const places = files.flatMap((file) => {
    const text = readText(join(project.root, file), 'source') ?? '';
    if (!/\bLOGGING\b/.test(text)) return [];
    return text.split(/\r?\n/).flatMap((code, index) => {
      if (!key.test(code)) return [];
      return [{ path: shown(file), line: index + 1, text: `\`${oneLine(code.trim()).slice(0, 120)}\`` }];
    });
  });
  return places.slice(0, MOST_PLACES);
}
