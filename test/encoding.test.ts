import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError, decode, encode } from '../src/files/encoding.ts';

describe('what Python reads comes back byte for byte', () => {
  const everyByte = Buffer.from(Array.from({ length: 255 }, (_, byte) => byte + 1));
  const undefinedIn1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

  test.each([
    ['latin-1', everyByte, 'iso-8859-1'],
    ['L1', everyByte, 'iso-8859-1'],
    ['iso8859-15', everyByte, 'iso-8859-15'],
    ['cp1252', everyByte.filter((byte) => !undefinedIn1252.includes(byte)), 'windows-1252'],
    ['us-ascii', everyByte.filter((byte) => byte < 128), 'ascii'],
  ])('%s', (name, bytes, encoding) => {
    const source = Buffer.concat([Buffer.from(`# coding: ${name}\n`), bytes]);
    const decoded = decode(source);
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text).toHaveLength(source.length);
    expect(encode(decoded.text, decoded.encoding)).toEqual(source);
  });

  test('any bytes, in any declared encoding, come back or are refused', () => {
    const names = fc.constantFrom('utf-8', 'latin-1', 'cp1252', 'iso-8859-15', 'ascii', 'UTF8');
    fc.assert(
      fc.property(names, fc.boolean(), fc.uint8Array({ maxLength: 60 }), (name, bom, body) => {
        const source = Buffer.concat([Buffer.from(`${bom ? '\uFEFF' : ''}# coding=${name}\n`), body]);
        try {
          const { text, encoding } = decode(source);
          expect(encode(text, encoding)).toEqual(source);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});

test('the characters are those that Python reads', () => {
  const text = (name: string, ...bytes: number[]) =>
    decode(Buffer.concat([Buffer.from(`#coding:${name}\n`), Buffer.from(bytes)])).text.split('\n')[1];
  expect(text('latin-1', 0x80, 0xa4, 0xe9)).toBe('\u0080¤é');
  expect(text('iso-8859-15', 0x80, 0xa4, 0xbd)).toBe('\u0080€œ');
  expect(text('cp1252', 0x80, 0xa4, 0x9f)).toBe('€¤Ÿ');
});

describe('the coding line stands where Python looks for it', () => {
  const encodingOf = (head: string) => decode(Buffer.from(`${head}\nX = 1\n`)).encoding;

  test.each([
    ['# -*- coding: latin-1 -*-', 'iso-8859-1'],
    ['# vim: set fileencoding=latin-1 :', 'iso-8859-1'],
    ['#!/usr/bin/env python\n# coding=latin-1', 'iso-8859-1'],
    ['\n# coding: latin-1', 'iso-8859-1'],
    ['\f \t# coding:latin_1', 'iso-8859-1'],
    ['#!/usr/bin/env python\r\n# coding: latin-1\r\n', 'iso-8859-1'],
    ['X = 1\n# coding: latin-1', 'utf-8'],
    ['X = 1  # coding: latin-1', 'utf-8'],
    ['#\n#\n# coding: latin-1', 'utf-8'],
    ['"""coding: latin-1"""', 'utf-8'],
    ['# coding latin-1', 'utf-8'],
  ])('%j', (head, encoding) => {
    expect(encodingOf(head)).toBe(encoding);
  });
});

test.each([
  ['utf-7', /encoding utf-7/],
  ['shift_jis', /encoding shift_jis/],
  ['nonsense', /encoding nonsense/],
])('%s is refused by name', (name, message) => {
  expect(() => decode(Buffer.from(`# coding: ${name}\n`))).toThrow(message);
});

test('a byte order mark stays in the text', () => {
  expect(decode(Buffer.from('\uFEFFX = 1\n')).text).toBe('\uFEFFX = 1\n');
});

test('a character that an encoding lacks is refused, not replaced', () => {
  for (const encoding of ['ascii', 'iso-8859-1', 'windows-1252'] as const) {
    expect(() => encode('日', encoding)).toThrow(DecodeError);
  }
  expect(() => encode('¤', 'iso-8859-15')).toThrow(DecodeError);
  expect(() => encode('\u0080', 'windows-1252')).toThrow(DecodeError);
});
