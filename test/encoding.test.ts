import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../src/files/encoding.ts';
import { looseText } from '../src/files/loose-text.ts';
import { DecodeError } from '../src/files/undecoded.ts';
import { COMMAND, djguard, folderWith, program } from './command.ts';

describe('what Python reads comes back byte for byte', () => {
  const everyByte = Buffer.from(Array.from({ length: 255 }, (_, byte) => byte + 1));
  const undefinedIn1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

  test.each([
    ['latin-1', everyByte, 'latin_1'],
    ['L1', everyByte, 'latin_1'],
    ['iso8859-15', everyByte, 'iso8859_15'],
    ['koi8-r', everyByte, 'koi8_r'],
    ['windows-1252', everyByte.filter((byte) => !undefinedIn1252.includes(byte)), 'cp1252'],
    ['us-ascii', everyByte.filter((byte) => byte < 128), 'ascii'],
  ])('%s', async (name, bytes, encoding) => {
    const source = Buffer.concat([Buffer.from(`# coding: ${name}\n`), bytes]);
    const decoded = await decode(source);
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text).toHaveLength(source.length);
    expect(encode(decoded.text, decoded.encoding)).toEqual(source);
  });

  test('any bytes, in any declared encoding, come back or are refused', async () => {
    const names = fc.constantFrom(
      'utf-8',
      'latin-1',
      'cp1252',
      'ascii',
      'UTF8',
      'sjis',
      'gbk',
      'big5',
      'euc-kr',
      'hkscs',
    );
    await fc.assert(
      fc.asyncProperty(names, fc.boolean(), fc.uint8Array({ maxLength: 60 }), async (name, bom, body) => {
        const source = Buffer.concat([Buffer.from(`${bom ? '\uFEFF' : ''}# coding=${name}\n`), body]);
        try {
          const { text, encoding } = await decode(source);
          expect(encode(text, encoding)).toEqual(source);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});

test('the characters are those that Python reads', async () => {
  const text = async (name: string, ...bytes: number[]) =>
    (await decode(Buffer.concat([Buffer.from(`#coding:${name}\n`), Buffer.from(bytes)]))).text.split('\n')[1];
  expect(await text('latin-1', 0x80, 0xa4, 0xe9)).toBe('\u0080¤é');
  expect(await text('iso-8859-15', 0x80, 0xa4, 0xbd)).toBe('\u0080€œ');
  expect(await text('cp1252', 0x80, 0xa4, 0x9f)).toBe('€¤Ÿ');
  expect(await text('shift-jis', 0x95, 0x5c, 0x22)).toBe('表"');
});

describe('the coding line stands where Python looks for it', () => {
  const encodingOf = async (head: string) => (await decode(Buffer.from(`${head}\nX = 1\n`))).encoding;

  test.each([
    ['# -*- coding: latin-1 -*-', 'latin_1'],
    ['# vim: set fileencoding=latin-1 :', 'latin_1'],
    ['#!/usr/bin/env python\n# coding=latin-1', 'latin_1'],
    ['\n# coding: latin-1', 'latin_1'],
    ['\f \t# coding:latin_1', 'latin_1'],
    ['#!/usr/bin/env python\r\n# coding: latin-1\r\n', 'latin_1'],
    ['X = 1\n# coding: latin-1', 'utf-8'],
    ['X = 1  # coding: latin-1', 'utf-8'],
    ['#\n#\n# coding: latin-1', 'utf-8'],
    ['"""coding: latin-1"""', 'utf-8'],
    ['# coding latin-1', 'utf-8'],
    ['# coding: latin-1-unix', 'latin_1'],
    ['# coding: utf_8_sig', 'utf-8'],
    ['# coding: Windows.1251', 'cp1251'],
  ])('%j', async (head, encoding) => {
    expect(await encodingOf(head)).toBe(encoding);
  });
});

test.each(['utf-7', 'utf-16', 'iso-2022-jp', 'hz', 'cp037', 'rot13', 'nonsense', '__proto__', 'utf8-unix', 'l-1'])(
  '%s is refused by name',
  async (name) => {
    await expect(decode(Buffer.from(`# coding: ${name}\n`))).rejects.toThrow(`the encoding ${name}, which`);
  },
);

test.each([
  ['cp1252', [0x81]],
  ['cp1255', [0xca]],
  ['shift_jis', [0x81, 0x60]],
  ['shift_jis', [0x95]],
  ['cp932', [0xf0, 0x40]],
  ['euc-kr', [0x81, 0x41]],
  ['gb2312', [0x81, 0x41]],
])('%s with the bytes %j is refused, with the line', async (name, bytes) => {
  const source = Buffer.concat([Buffer.from(`# coding: ${name}\n# `), Buffer.from(bytes), Buffer.from('\n')]);
  await expect(decode(source)).rejects.toMatchObject({ line: 2, message: expect.stringContaining('convert it') });
});

test('a byte order mark goes with what Python calls utf-8 alone', async () => {
  expect((await decode(Buffer.from('\uFEFFX = 1\n'))).text).toBe('\uFEFFX = 1\n');
  expect((await decode(Buffer.from('\uFEFF# coding: UTF-8\n'))).encoding).toBe('utf-8');
  await expect(decode(Buffer.from('\uFEFF# coding: utf8\n'))).rejects.toThrow(/byte order mark but declares utf8/);
});

test('a character that an encoding lacks is refused, not replaced', async () => {
  for (const name of ['ascii', 'latin-1', 'cp1252', 'euc-jp', 'cp1251']) {
    const { encoding } = await decode(Buffer.from(`# coding: ${name}\n`));
    expect(() => encode('한', encoding)).toThrow(DecodeError);
    expect(() => encode('\u{1F40D}', encoding)).toThrow(DecodeError);
    expect(encode('x = "y"', encoding)).toEqual(Buffer.from('x = "y"'));
  }
});

test.each([
  ['cp1251', 'cfeef0fff8eaee'],
  ['koi8-r', 'f0cff2d1dfcbcf'],
  ['shift_jis', '955c8e86905c'],
  ['euc-jp', 'c9bdbbe6'],
  ['gbk', 'b1ed8a5c'],
  ['big5', 'aaeda55c'],
])('a file in %s is shown as a diff, fixed and taken back byte for byte', async (name, hex) => {
  const odd = Buffer.from(`NAME = "${Buffer.from(hex, 'hex').toString('latin1')}"`, 'latin1');
  const head = Buffer.from(`# coding: ${name}\nINSTALLED_APPS = [\n    "debug_toolbar",\n]\n`);
  const source = Buffer.concat([head, odd, Buffer.from('\n')]);
  const cwd = folderWith({ 'settings.py': source });
  const file = join(cwd, 'settings.py');
  expect((await djguard([], { cwd })).bytes.includes(Buffer.concat([Buffer.from('\n '), odd]))).toBe(true);
  expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
  const lines = readFileSync(file).toString('latin1').split('\n');
  expect(lines).toContain('    import debug_toolbar  # noqa: F401');
  expect(lines).toContain(odd.toString('latin1'));
  expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0 });
  expect(readFileSync(file)).toEqual(source);
});

test('the library is loaded for nothing but what it decodes', async () => {
  const text = 'INSTALLED_APPS = ["debug_toolbar"]\n';
  const cwd = folderWith({ 'utf8.py': `# coding: utf-8\nNAME = "é"\n${text}` });
  const dist = join(cwd, 'dist');
  cpSync(dirname(COMMAND), dist, { recursive: true });
  const holds = (name: string) => name.endsWith('.js') && readFileSync(join(dist, name)).includes('Iconv-lite warning');
  const library = readdirSync(dist).filter(holds);
  expect(library).toHaveLength(1);
  rmSync(join(dist, String(library[0])));
  const run = (file: string) => program(process.execPath, [join(dist, 'djguard.js'), file], { cwd });
  expect(await run('utf8.py')).toMatchObject({ code: 0 });
  const other = folderWith({ 'other.py': `# coding: cp1251\n${text}` });
  expect(await run(join(other, 'other.py'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(String(library[0])),
  });
});

test('what is only read keeps its ASCII in any encoding', () => {
  const source = (name: string, ...bytes: number[]) =>
    Buffer.concat([Buffer.from(`# coding: ${name}\nA = "`), Buffer.from(bytes), Buffer.from('"\nB = 1\n')]);
  const end = /[^\\]"\nB = 1\n$/;
  expect(looseText(source('shift_jis', 0x95, 0x5c))).toMatch(end);
  expect(looseText(source('big5', 0xa5, 0x5c))).toMatch(end);
  expect(looseText(source('cp1251', 0xcf))).toMatch(end);
  expect(looseText(source('nonsense', 0xff))).toMatch(end);
  expect(looseText(source('utf-8', 0x95, 0x5c))).not.toMatch(end);
});
