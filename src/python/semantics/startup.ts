import type { Node, Tree } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { classOf, functionName, functionOf } from '../syntax/scopes.ts';
import { calledName, field, items, textOf } from '../syntax/tree.ts';
import { type Callables, callablesOf, constructed, readCallables } from './callables.ts';
import { callsElsewhere } from './elsewhere.ts';

/**
 * Methods that Django or django-configurations calls while it starts.
 * @see https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
 * @see https://django-configurations.readthedocs.io/en/stable/patterns/#setup-methods
 */
const STARTUP_METHODS = /^(ready|pre_setup|setup|post_setup|[A-Z][A-Z0-9_]+)$/;
/** Functions that call what they are given. */
const CALLERS = /^(map|filter|reduce|sorted|min|max|starmap|takewhile|dropwhile)$/;

/**
 * Whether the node runs only when a function is called, and not while the module loads or Django starts.
 * @see https://docs.python.org/3/reference/compound_stmts.html#function-definitions
 */
export function isDeferred(node: Node): boolean {
  const inner = functionOf(node);
  if (inner === null) return false;
  const isLive = (running: ReadonlySet<Node>) => {
    for (let at: Node | null = inner; at !== null; at = functionOf(at)) if (!running.has(at)) return false;
    return true;
  };
  return !isLive(node.tree.once(runningAlone)) && !isLive(runningAtStartup(node.tree));
}

/** The functions and lambdas whose bodies run while the module loads or Django starts. */
function runningAlone(tree: Tree): ReadonlySet<Node> {
  return running(tree, []);
}

/** The same with those that other modules call while they load. */
function runningAtStartup(tree: Tree): ReadonlySet<Node> {
  // Modules that call one another's functions go round in circles.
  if (tree.module === null || asking.has(tree)) return tree.once(runningAlone);
  asking.add(tree);
  try {
    return tree.once(runningElsewhere);
  } finally {
    asking.delete(tree);
  }
}

const asking = new Set<Tree>();

function runningElsewhere(tree: Tree): ReadonlySet<Node> {
  const isCalled = (definition: Node) =>
    callsElsewhere(tree.root, functionName(definition) ?? '').some((call) => !isDeferred(call));
  const functions = ofType(tree.root, 'function_definition').filter(
    (at) => functionOf(at) === null && classOf(at) === null,
  );
  return running(tree, functions.filter(isCalled));
}

/** @param called functions that are called from outside. */
function running(tree: Tree, called: readonly Node[]): ReadonlySet<Node> {
  const callables = readCallables(tree);
  const places = tree.once(triggersByFunction);
  const found = new Set<Node>();
  const waiting: (Node | null)[] = [null];
  const run = (functions: readonly Node[]) => {
    for (const at of functions) {
      if (found.has(at)) continue;
      found.add(at);
      waiting.push(at);
    }
  };
  run(called);
  run(ofType(tree.root, 'function_definition').filter((at) => classOf(at) !== null && isStartupMethod(at)));
  while (waiting.length > 0) {
    const live = waiting.pop() ?? null;
    for (const trigger of places.get(live) ?? []) run(triggered(trigger, live === null, callables));
  }
  return found;
}

function isStartupMethod(definition: Node): boolean {
  return STARTUP_METHODS.test(functionName(definition) ?? '');
}

/** The nodes that may call a function, by the function that they stand in; null for the module and its classes. */
function triggersByFunction({ root }: Tree): ReadonlyMap<Node | null, readonly Node[]> {
  const found = new Map<Node | null, Node[]>();
  for (const type of ['call', 'decorator', 'attribute', 'class_definition']) {
    for (const node of ofType(root, type)) {
      const owner = functionOf(node);
      const known = found.get(owner);
      if (known === undefined) found.set(owner, [node]);
      else known.push(node);
    }
  }
  return found;
}

/** The functions that a node of code that runs calls. */
function triggered(node: Node, isModule: boolean, callables: Callables): readonly Node[] {
  switch (node.type) {
    case 'call':
      return [...byName(node, isModule, callables), ...ofCall(node, callables)];
    case 'decorator':
      return ofDecorator(items(node)[0] as Node, callables);
    case 'attribute':
      return callablesOf(node, callables).filter(isProperty);
    default:
      return ofClass(node, callables);
  }
}

/** Code of the module may call a function by an attribute, of whatever object. */
function byName(call: Node, isModule: boolean, { functions }: Callables): readonly Node[] {
  return isModule ? (functions.get(calledName(call) ?? '') ?? []) : [];
}

function ofCall(call: Node, callables: Callables): readonly Node[] {
  const called = callablesOf(field(call, 'function') as Node, callables);
  if (!CALLERS.test(calledName(call) ?? '')) return called;
  const given = items(field(call, 'arguments') ?? call).map((at) => field(at, 'value') ?? at);
  return [...called, ...given.flatMap((at) => callablesOf(at, callables))];
}

/**
 * A decorator is called; one that is made by a call is what that function returns.
 * @see https://docs.python.org/3/reference/compound_stmts.html#function-definitions
 */
function ofDecorator(expression: Node, callables: Callables): readonly Node[] {
  if (expression.type !== 'call') return callablesOf(expression, callables);
  const factories = callablesOf(field(expression, 'function') as Node, callables);
  const returned = factories.flatMap((factory) =>
    ofType(factory, 'return_statement').filter((at) => functionOf(at) === factory),
  );
  return returned.flatMap((at) => items(at).flatMap((value) => callablesOf(value, callables)));
}

/** @see https://docs.python.org/3/reference/datamodel.html#customizing-class-creation */
function ofClass(definition: Node, callables: Callables): readonly Node[] {
  const list = field(definition, 'superclasses');
  return items(list ?? definition).flatMap((at) => {
    if (list === null) return [];
    const isMeta = at.type === 'keyword_argument' && textOf(field(at, 'name') as Node) === 'metaclass';
    if (isMeta) return constructed(field(at, 'value') as Node, callables);
    return constructed(at, callables).filter((method) => functionName(method) === '__init_subclass__');
  });
}

function isProperty(method: Node): boolean {
  const { parent } = method;
  return parent?.type === 'decorated_definition' && /^@[\w.]*property\b/m.test(textOf(parent));
}
