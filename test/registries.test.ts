import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifestFormats } from '../src/packages/manifests/formats/index.ts';
import { lockFormats } from '../src/packages/manifests/locks/formats/index.ts';
import { reportFormats } from '../src/report/formats/index.ts';
import { FORMATS } from '../src/report/formats.ts';
import { documentedBy } from '../src/rewrite/documented-settings.ts';
import { STEPS } from '../src/verify/types.ts';
import { rules } from '../transforms/index.ts';

/** What the files of a folder are called, in which each is to be one rule or one format. */
function namesIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file !== 'index.ts');
  return files.map((file) => file.replace(/\.ts$/, '')).sort();
}

function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
  return list.map(({ name }) => name).sort();
}

describe('rules', () => {
  test('every file is one, under its own name', () => {
    expect(namesOf(rules)).toEqual(namesIn('transforms'));
  });

  test('each has a code of its own, and they stand in its order', () => {
    const codes = rules.map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual(codes);
    expect(codes.filter((code) => !/^DJG\d{3}$/.test(code))).toEqual([]);
  });

  test.each(rules)('$name has cases, and nothing of its skeleton is left', ({ name, message: _, ...rule }) => {
    expect(
      readdirSync(`fixtures/${name}`, { recursive: true }).filter((file) => /before\.py$/.test(String(file))),
    ).not.toEqual([]);
    expect(JSON.stringify({ ...rule, settings: rule.settings?.source })).not.toContain('TODO');
  });

  test('the steps that they fail are steps of a proof', () => {
    expect(
      rules.flatMap(({ failsSteps = [] }) => failsSteps).filter((step) => !STEPS.some((each) => each === step)),
    ).toEqual([]);
    expect(rules.some(({ failsSteps = [] }) => failsSteps.length > 0)).toBe(true);
  });

  test('the proof imports what these settings name, beside what booting meets', () => {
    expect(documentedBy(rules).atFirstUse).toEqual(
      expect.arrayContaining([
        'AUTHENTICATION_BACKENDS',
        'CACHES',
        'CHANNEL_LAYERS',
        'CSRF_FAILURE_VIEW',
        'DATABASES',
        'DATABASE_ROUTERS',
        'DEFAULT_EXCEPTION_REPORTER',
        'DEFAULT_EXCEPTION_REPORTER_FILTER',
        'DEFAULT_FILE_STORAGE',
        'EMAIL_BACKEND',
        'FILE_UPLOAD_HANDLERS',
        'FORM_RENDERER',
        'GRAPHENE',
        'LOGGING',
        'LOGGING_CONFIG',
        'MESSAGE_STORAGE',
        'PASSWORD_HASHERS',
        'REST_FRAMEWORK',
        'SERIALIZATION_MODULES',
        'SESSION_ENGINE',
        'SESSION_SERIALIZER',
        'SIGNING_BACKEND',
        'STATICFILES_FINDERS',
        'STATICFILES_STORAGE',
        'STORAGES',
        'TASKS',
        'TEST_RUNNER',
      ]),
    );
  });
});

describe('formats of lock files', () => {
  test('every file is one, and claims its own name alone', () => {
    const claims = lockFormats.map(({ name, paths }) => [name, paths.some((path) => path.test(`backend/${name}`))]);
    expect(claims).toEqual(lockFormats.map(({ name }) => [name, true]));
    expect(
      lockFormats
        .map(({ name }) =>
          name
            .replaceAll('.', '-')
            .toLowerCase()
            .replace(/-toml$/, ''),
        )
        .sort(),
    ).toEqual(namesIn('src/packages/manifests/locks/formats'));
  });
});

describe('report formats', () => {
  test('every file is one, under its own name', () => {
    expect(namesOf(reportFormats)).toEqual(namesIn('src/report/formats'));
  });

  test('each has a place of its own in the help', () => {
    expect(new Set(reportFormats.map(({ rank }) => rank)).size).toBe(reportFormats.length);
    const help = 'text, json, jsonl, github, gitlab, markdown, sarif, junit, checkstyle, rdjson';
    const known = new Set(help.split(', '));
    expect(FORMATS.filter((name) => known.has(name)).join(', ')).toBe(help);
  });
});

describe('manifest formats', () => {
  test('every file is one, under its own name', () => {
    expect(namesOf(manifestFormats).map((name) => name.replace('.', '-'))).toEqual(
      namesIn('src/packages/manifests/formats'),
    );
  });
});
