import { type CatalogueRow, row } from '../row.ts';

/** Debuggers, and what prints instead. */
export const debuggers: readonly CatalogueRow[] = [
  row('ipdb', 'ipdb', {
    is: 'a debugger that code stops in',
    guarded: 'always',
    breakpoint: true,
    importing: 'clean',
    checked: 'ipdb 0.13.13',
  }),
  row('pudb', 'pudb', {
    is: 'a debugger that code stops in',
    guarded: 'always',
    breakpoint: true,
    importing: 'has effects',
    checked: 'pudb 2026.1',
  }),
  row('pdbpp', 'pdbpp', {
    is: 'a debugger that code stops in',
    guarded: 'always',
    breakpoint: true,
    importing: 'clean',
    checked: 'pdbpp 0.12.1',
  }),
  row('remote_pdb', 'remote-pdb', {
    is: 'a debugger that code stops in, over the network',
    guarded: 'always',
    breakpoint: true,
    importing: 'clean',
    checked: 'remote-pdb 2.1.0',
  }),
  row('web_pdb', 'web-pdb', {
    is: 'a debugger that code stops in, in the browser',
    guarded: 'always',
    breakpoint: true,
    importing: 'clean',
    checked: 'web-pdb 2.0.1',
  }),
  row('debugpy', 'debugpy', {
    is: 'the debugger of VS Code, which a program lets in',
    guarded: 'always',
    note: 'blocks that listen for a debugger are guarded',
    importing: 'clean',
    checked: 'debugpy 1.8.22',
  }),
  row('pydevd_pycharm', 'pydevd-pycharm', {
    is: 'the debugger of PyCharm, which a program connects to',
    guarded: 'always',
    note: 'blocks that connect to a debugger are guarded',
    importing: 'clean',
    checked: 'pydevd-pycharm 263.7307.50',
  }),
  row('icecream', 'icecream', {
    is: 'prints expressions with their values',
    guarded: 'always',
    fallbacks: ['icecream.ic'],
    echoes: ['icecream.ic'],
    monkeypatches: ['icecream.install'],
    importing: 'clean',
    checked: 'icecream 2.2.0',
  }),
  row('snoop', 'snoop', {
    is: 'prints what a function does',
    guarded: 'always',
    fallbacks: ['snoop', 'snoop.snoop', 'snoop.pp', 'snoop.spy'],
    echoes: ['snoop.pp'],
    monkeypatches: ['snoop.install'],
    importing: 'clean',
    checked: 'snoop 0.6.1',
  }),
];
