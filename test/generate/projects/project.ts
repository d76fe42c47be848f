import fc from 'fast-check';
import { anyOf, type Code } from '../code.ts';
import { type Taking, takings } from './links.ts';
import { type Offered, owner, type Part, wrappedList, written } from './owner.ts';
import { listUses, nameUses, nested, toolListUses, type Use } from './uses.ts';

/** A package of settings modules of which some take what others define. */
export interface Project {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly packages: readonly string[];
  /** The forms that it is composed of, for the count. */
  readonly forms: readonly string[];
}

interface Module {
  readonly name: string;
  readonly code: Code;
  readonly offers: readonly Offered[];
  readonly forms: readonly string[];
}

const NAMES = ['base', 'common', 'dev', 'prod', 'local'];

/** Projects of two to five modules. */
export const projects: fc.Arbitrary<Project> = anyOf(
  owned(),
  owned(),
  owned(),
  wrappedList('class').chain((base) => derived(base)),
);

function owned(): fc.Arbitrary<Project> {
  return owner
    .chain((parts) => fc.tuple(fc.constant(parts), written(parts), fc.integer({ min: 1, max: 4 })))
    .chain(([parts, code, takers]) => {
      const base = { name: 'base', code, offers: unique(parts), forms: parts.map(({ form }) => form) };
      return grown([base], takers);
    })
    .chain((modules) => fc.tuple(fc.constant(modules), fc.integer({ min: 0, max: 9 })))
    .map(([modules, form]) => projectOf(form === 0 ? withPackage(modules) : form === 1 ? included(modules) : modules));
}

/** Modules of which one is the package's own, and takes names of another. */
function withPackage(modules: readonly Module[]): readonly Module[] {
  const last = modules.at(-1) as Module;
  const isByFile = last.forms.some((form) => /^by (exec|include)$/.test(form));
  if (isByFile || last.name === 'base') return modules;
  return [
    ...modules.slice(0, -1),
    {
      ...last,
      name: `${last.name}/__init__`,
      code: last.code.map((line) => line.replace(/from \.(?=\w)/, 'from ..').replace('from . ', 'from .. ')),
    },
  ];
}

/** Parts of split settings, which run with the names of those before them, in place of modules that take them. */
function included(modules: readonly Module[]): readonly Module[] {
  const [base, ...others] = modules as readonly [Module, ...Module[]];
  const isStar = others.every(({ forms }) => forms[0] === 'by star');
  if (!isStar) return modules;
  const parts = others.map((module) => ({
    ...module,
    code: module.code.slice(1),
    forms: ['by parts', ...module.forms.slice(1)],
  }));
  const files = modules.map(({ name }) => `"${name}.py"`).join(', ');
  const start = {
    name: 'start',
    code: ['from split_settings.tools import include', `include(${files})`],
    offers: [],
    forms: [],
  };
  return [base, ...parts, start];
}

function unique(parts: readonly Part[]): readonly Offered[] {
  return [...new Map(parts.flatMap(({ offers }) => offers).map((each) => [each.name, each])).values()];
}

function grown(modules: readonly Module[], left: number): fc.Arbitrary<readonly Module[]> {
  if (left === 0) return fc.constant(modules);
  const sources = modules.filter(({ offers }) => offers.length > 0);
  // The nearest, most often: what goes through several modules is what is easily lost.
  return fc
    .constantFrom(...sources, ...sources.slice(-1), ...sources.slice(-1))
    .chain((from) => taker(NAMES[modules.length] as string, from))
    .chain((module) => grown([...modules, module], left - 1));
}

function taker(name: string, from: Module): fc.Arbitrary<Module> {
  return takings(from.name, from.offers)
    .chain((taking) => fc.tuple(fc.constant(taking), fc.array(useOf(from.offers, taking), { maxLength: 2 })))
    .map(([taking, uses]) => ({
      name,
      code: [...taking.code, ...uses.flatMap(({ code }) => code)],
      offers: taking.isOwn ? from.offers : [],
      forms: [`by ${taking.form}`, ...uses.map(({ form }) => form)],
    }));
}

function useOf(offers: readonly Offered[], { as }: Taking): fc.Arbitrary<Use> {
  const all = offers.map(({ name, kind }) => {
    const at = as(name);
    if (kind === 'list' || kind === 'tuple') return listUses(at, 'OTHER', kind);
    if (kind === 'list-function')
      return listUses(made(name), 'OTHER', 'tuple').map(({ form, code }) => ({
        form,
        code: [`${made(name)} = ${at}()`, ...code],
      }));
    return kind === 'tool-list' ? toolListUses(at) : nameUses(at, kind);
  });
  return fc.tuple(anyOf(...all), fc.nat(5)).map(([use, form]) => nested(use, form));
}

/** Modules of django-configurations: classes that take the lists of a base class of another module. */
function derived(base: Part): fc.Arbitrary<Project> {
  const name = base.code.join('\n').includes('MIDDLEWARE =') ? 'MIDDLEWARE' : 'INSTALLED_APPS';
  const kind = base.code.some((line) => line.includes(`${name} = (`)) ? 'tuple' : 'list';
  const body = anyOf(
    listUses(`Base.${name}`, 'OTHER', kind),
    listUses(`Base.${name}`, name, kind),
    listUses(name, 'OTHER', kind).map(({ form, code }) => ({ form, code: [`${name} = Base.${name}`, ...code] })),
  );
  const link = fc.constantFrom(
    'from .base import Base',
    'from .base import *',
    'from s.base import Base',
    'import s.base; Base = s.base.Base',
  );
  const taking = fc.tuple(link, fc.array(body, { minLength: 1, maxLength: 2 }), fc.boolean());
  return fc.array(taking, { minLength: 1, maxLength: 3 }).map((all) => {
    const takers = all.map(([line, uses, inBody], i): Module => {
      const code = uses.flatMap((use) => use.code);
      const inside = inBody
        ? ['class Own(Base):', ...code.map((each) => `    ${each}`)]
        : ['class Own(Base):', '    pass', ...code];
      return {
        name: NAMES[i + 1] as string,
        code: [line, ...inside],
        offers: [],
        forms: ['by base class', ...uses.map(({ form }) => form)],
      };
    });
    return projectOf([{ name: 'base', code: base.code, offers: [], forms: [base.form] }, ...takers]);
  });
}

function projectOf(modules: readonly Module[]): Project {
  const texts = modules.map(({ name, code }) => [`s/${name}.py`, `${code.join('\n')}\n`] as const);
  const files = Object.fromEntries([['s/__init__.py', ''], ...texts]);
  return { files, packages: ['debug_toolbar'], forms: [...new Set(modules.flatMap(({ forms }) => forms))] };
}

/** The setting that a function makes the list of. */
function made(name: string): string {
  return name === 'middleware' ? 'MIDDLEWARE' : 'INSTALLED_APPS';
}
