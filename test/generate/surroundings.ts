import type { Code } from './code.ts';

/** What is above a module's statements. */
export interface Style {
  /** Decides what the module leaves open: where imports stand, how blocks are spaced. */
  readonly seed: number;
  /** Whether names come from a star import rather than by name. */
  readonly star: boolean;
  readonly urls: boolean;
  /** Names that the module defines itself before it uses them. */
  readonly defined: readonly string[];
}

/** Imports by the text that takes them. */
const IMPORTS: readonly (readonly [RegExp, string])[] = [
  [/\bimportlib\.(util|import_module)/, 'import importlib.util'],
  [/\bos\./, 'import os'],
  [/\bsys\./, 'import sys'],
  [/\bsuppress\(/, 'from contextlib import suppress'],
  [/(?<!\.)\bfind_spec\(/, 'from importlib.util import find_spec'],
  [/\bTYPE_CHECKING\b/, 'from typing import TYPE_CHECKING'],
  [/\bCommon\b/, 'from .common import Common'],
  [/\bapps\.is_installed/, 'from django.apps import apps'],
  [/\bsettings\./, 'from django.conf import settings'],
  [/\badmin\.site/, 'from django.contrib import admin'],
  [/\bstatic\(/, 'from django.conf.urls.static import static'],
  [/\bi18n_patterns\(/, 'from django.conf.urls.i18n import i18n_patterns'],
  [/\bnever_cache\b/, 'from django.views.decorators.cache import never_cache'],
  [/\bdecorator_include\(/, 'from decorator_include import decorator_include'],
  [/\bpatterns\(/, 'from django.conf.urls import patterns'],
  [/(?<!\w)url\(/, 'from django.conf.urls import url'],
  [/(?<!_)\bpath\(|\binclude\(/, 'from django.urls import include, path, re_path'],
  [/\bviews\./, 'from . import views'],
];

/** Names that another settings module holds. */
const BASE = ['DEBUG', 'ENABLE_TOOLBAR', 'INSTALLED_APPS', 'MIDDLEWARE', 'TEMPLATES', 'TESTING', 'env'];

/** A whole module: imports for what the statements use, the package's own among them, then the statements. */
export function header(top: readonly Code[], body: readonly Code[], style: Style): Code {
  const text = body.flat().join('\n');
  const needed = IMPORTS.filter(([used]) => used.test(text)).map(([, line]) => line);
  const imports: readonly Code[] = [...needed.map((line) => [line]), ...base(text, style)];
  const tops = [...new Map(top.map((lines) => [lines.join('\n'), lines])).values()];
  const mixed = tops.reduce((all, lines, i) => place(all, lines, style.seed + i), imports);
  const gap = style.seed % 2 === 0 ? [''] : [];
  return [
    ...(style.seed % 5 === 4 ? ['"""Settings: silk and debug_toolbar."""', ''] : []),
    ...mixed.flat(),
    ...(mixed.length > 0 ? [''] : []),
    ...body.filter((code) => code.length > 0).flatMap((code, i) => (i === 0 ? code : [...gap, ...code])),
  ];
}

function base(text: string, { star, urls, defined }: Style): readonly Code[] {
  const names = BASE.filter(
    (name) => new RegExp(`(?<![.\\w"])${name}\\b(?!"\\])`).test(text) && !defined.includes(name),
  );
  if (urls) return names.length > 0 ? [[`from .flags import ${names.join(', ')}`]] : [];
  if (star) return [['from .base import *  # noqa: F403']];
  return names.length > 0 ? [['from .base import (', ...names.map((name) => `    ${name},`), ')']] : [];
}

function place(all: readonly Code[], lines: Code, seed: number): readonly Code[] {
  const at = seed % (all.length + 1);
  return [...all.slice(0, at), lines, ...all.slice(at)];
}
