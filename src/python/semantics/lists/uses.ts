import type { Node } from '../../../types.ts';
import { ofType } from '../../syntax/query.ts';
import { calledName, enclosing, field, items, lastName, statementOf, stringValue } from '../../syntax/tree.ts';
import { definitionAt, definitionsOf, scopeOf } from '../definitions/bindings.ts';
import type { Definition } from '../definitions/definition.ts';
import { reaching } from '../definitions/reaching.ts';
import { usesOf } from '../definitions/uses.ts';
import { type Held, inside } from './held.ts';
import { isStraight, orderOf } from './order.ts';
import type { Origin } from './origin.ts';
import { parameterFor } from './parameters.ts';
import { ANYWHERE, changed } from './places.ts';
import { stepFrom } from './read.ts';
import { namesOfSame } from './shared.ts';
import type { Dependence, Step } from './step.ts';

/** A use of a list that gives something else without an entry. */
export interface DependentUse {
  readonly node: Node;
  readonly why: Dependence;
}

/** Who has a list: a definition of a name, or whatever has an attribute of a name. */
interface Holder {
  readonly definition: Definition | null;
  readonly name: string;
  /** From which offset on. */
  readonly from: number;
  readonly held: Held;
}

/**
 * The first use of a list, under any name that it goes by, that gives something else without an entry.
 * @param isPassed whether a use does not count, as the package is there where it runs.
 */
export function dependentUse(origin: Origin, isPassed: (use: Node) => boolean): DependentUse | null {
  const search = new Search(origin.node.tree.root, isPassed);
  if (origin.kind === 'target') search.hold(origin.node, origin.held);
  else search.follow(origin.node, origin.held);
  return search.run();
}

class Search {
  private readonly queue: Holder[] = [];
  private readonly seen = new Set<string>();
  private found: DependentUse | null = null;

  constructor(
    private readonly root: Node,
    private readonly isPassed: (use: Node) => boolean,
  ) {}

  run(): DependentUse | null {
    for (let at = 0; at < this.queue.length && this.found === null; at++) this.readUses(this.queue[at] as Holder);
    return this.found;
  }

  /** Follows a value outward until somebody has it, or nobody. */
  follow(node: Node, held: Held): Step | null {
    for (let at = node, now = held; ; ) {
      if (at.parent?.type === 'named_expression' && at.field === 'value')
        this.hold(field(at.parent, 'name') as Node, now);
      const step = stepFrom(at, now);
      if (step.kind === 'up') {
        at = step.to;
        now = step.held;
        continue;
      }
      if (step.kind === 'depends') this.found ??= step;
      else if (step.kind === 'into')
        for (const target of step.targets) this.hold(target, { ...step.held, steadySince: target.end });
      else if (step.kind === 'returned') this.callsOf(step.node, step.held);
      else if (step.kind === 'argument') this.parameterOf(step, node);
      return step;
    }
  }

  /** A target, or the object of a method, has the list from now on. */
  hold(target: Node, held: Held): void {
    if (target.type === 'subscript') {
      const key = field(target, 'subscript') as Node;
      const base = field(target, 'value') as Node;
      this.hold(base, key.type === 'slice' ? { ...held, places: ANYWHERE } : inside(held, stringValue(key)));
    } else if (target.type === 'parenthesized_expression') {
      this.hold(items(target)[0] as Node, held);
    } else if (target.type === 'call') {
      const called = field(target, 'function') as Node;
      const [key] = items(field(target, 'arguments') as Node);
      if (called.type !== 'attribute' || !/^(get|setdefault)$/.test(calledName(target) ?? '')) return;
      this.hold(field(called, 'object') as Node, inside(held, key === undefined ? null : stringValue(key)));
    } else {
      this.holdByName(target, held);
    }
  }

  private holdByName(target: Node, held: Held): void {
    const name = lastName(target);
    if (name === null) return;
    const byAttribute = { definition: null, name, from: 0, held };
    if (target.type === 'attribute') {
      this.add(byAttribute);
      return;
    }
    const own = definitionAt(target);
    const reached = own === null ? reaching(target, name) : { definitions: [own], unbound: false };
    const definitions = reached.unbound ? [...reached.definitions, broughtIn(this.root, name)] : reached.definitions;
    const from = Math.max(target.end, held.steadySince);
    for (const definition of definitions) this.add({ definition, name, from, held });
    if (own === null || own.kind === 'augmented') this.holdByOthers(target, { ...held, places: ANYWHERE });
    if (definitions.some(({ scope }) => scope.type === 'class_definition')) this.add(byAttribute);
  }

  /** Other names of a list that is changed in place have it too. */
  private holdByOthers(target: Node, held: Held): void {
    if (target.type !== 'identifier') return;
    const from = Math.max(target.end, held.steadySince);
    for (const name of namesOfSame(statementOf(target), target)) {
      for (const definition of definitionsOf(target, name)) this.add({ definition, name, from, held });
    }
  }

  private add(holder: Holder): void {
    const { definition, name, held } = holder;
    const { places, path } = held;
    const key = JSON.stringify([definition?.node.index ?? name, path, places]);
    if (this.seen.has(key) || path.length > 8) return;
    this.seen.add(key);
    this.queue.push(holder);
  }

  private readUses({ definition, name, from, held }: Holder): void {
    let now = held;
    for (const use of this.usesOf(definition, name)) {
      if (this.found !== null) return;
      const order = definition === null ? 'unknown' : orderOf(use, from, definition);
      if (order === 'earlier') continue;
      if (this.isPassed(use)) {
        this.holdPassed(use, held);
        continue;
      }
      const known = order === 'later' ? now : { ...held, places: ANYWHERE, steadySince: Number.POSITIVE_INFINITY };
      const augmented = use.parent?.type === 'augmented_assignment' && use.field === 'left';
      if (augmented) this.hold(use, after(known, 'appended', use, definition));
      const step = augmented ? null : this.follow(use, known);
      if (step?.kind === 'harmless' && step.change !== null && order === 'later')
        now = after(now, step.change, use, definition);
    }
  }

  /** What a use that does not count makes of the list is the list all the same. */
  private holdPassed(use: Node, held: Held): void {
    const assignment = enclosing(use, 'assignment', 'augmented_assignment');
    const target = assignment === null ? null : field(assignment, 'left');
    if (target !== null) this.hold(target, { ...held, places: ANYWHERE, steadySince: target.end });
  }

  private usesOf(definition: Definition | null, name: string): readonly Node[] {
    if (definition === null) {
      return ofType(this.root, 'attribute').filter((node) => lastName(node) === name && node.field !== 'left');
    }
    const own = definition.node === this.root ? null : definition;
    return usesOf(this.root, name, own).filter((node) => node !== definition.node);
  }

  /** What a function returns is the value of its calls; what a property returns that of an attribute. */
  private callsOf(statement: Node, held: Held): void {
    const owner = enclosing(statement, 'function_definition', 'lambda');
    const name = owner === null ? null : lastName(field(owner, 'name'));
    if (owner === null || name === null) return;
    const unordered = { ...held, steadySince: Number.POSITIVE_INFINITY };
    for (const call of ofType(this.root, 'call')) {
      if (calledName(call) === name && this.once(call)) this.follow(call, unordered);
    }
    if (scopeOf(owner).type === 'class_definition') this.add({ definition: null, name, from: 0, held: unordered });
  }

  private once(node: Node): boolean {
    const key = `call ${node.index}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  /** A function of the module has the list as its parameter; of any other nobody knows what it does. */
  private parameterOf({ call, argument, held }: Extract<Step, { kind: 'argument' }>, use: Node): void {
    const called = field(call, 'function') as Node;
    const name = lastName(called);
    const functions = ofType(this.root, 'function_definition').filter((at) => lastName(field(at, 'name')) === name);
    const [only] = functions;
    const parameter = functions.length === 1 && only !== undefined ? parameterFor(only, argument) : null;
    if (parameter === null) {
      this.found ??= { node: use.parent === null ? use : call, why: 'given' };
      return;
    }
    this.hold(parameter, { ...held, places: ANYWHERE, steadySince: 0 });
  }
}

/** What stands for the definition of a name that the module does not define: a star import brings it. */
function broughtIn(root: Node, name: string): Definition {
  return { name, kind: 'import', node: root, value: null, scope: root, isForeign: false };
}

function after(held: Held, change: Parameters<typeof changed>[1], use: Node, definition: Definition | null): Held {
  const sure = definition !== null && isStraight(use, definition);
  return { ...held, places: changed(held.places, change, sure), steadySince: use.end };
}
