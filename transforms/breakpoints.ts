import { isBreakpoint, LEFT_BEHIND } from '../src/python/semantics/debugger-calls.ts';
import type { Rule } from '../src/rewrite/rule.ts';

export const breakpoints: Rule = {
  code: 'DJG009',
  name: 'breakpoints',
  summary:
    'An import or a call of a debugger that was left behind, wherever it stands: ipdb, pudb, remote_pdb, web_pdb',
  why: 'A breakpoint stops the program, and raises ModuleNotFoundError where the debugger is missing. Nobody wants it guarded.',
  source: 'https://docs.python.org/3/library/functions.html#breakpoint',
  example: {
    before: `def checkout(request):
    import ipdb; ipdb.set_trace()
    return render(request, "checkout.html")
`,
    after: `def checkout(request):
    return render(request, "checkout.html")
`,
  },
  finds: ({ reference: { kind, node }, package: optional }) =>
    optional.breakpoint === true && (kind === 'import' || kind === 'name' || (kind === 'string' && isBreakpoint(node))),
  message: (_, root) => `leftover breakpoint of ${root}`,
  reportsOnly: LEFT_BEHIND,
  fix: [],
};
