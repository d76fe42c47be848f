import type { Node } from '../../../types.ts';
import { ofType } from '../../syntax/query.ts';
import { calledName, enclosing, field, items, lastName, statementOf, stringValue } from '../../syntax/tree.ts';
import { definitionAt, definitionsOf, scopeOf } from '../definitions/bindings.ts';
import type { Definition } from '../definitions/definition.ts';
import { reaching } from '../definitions/reaching.ts';
import { usesOf } from '../definitions/uses.ts';
import { broughtIn, callsElsewhere, definitionsIn, reachesEnd, takersOf } from '../elsewhere.ts';
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

/** Who has a list in a file: a definition of a name, or whatever has an attribute of a name. */
interface Holder {
  readonly definition: Definition | null;
  readonly root: Node;
  readonly name: string;
  /** From which offset on. */
  readonly from: number;
  readonly held: Held;
}

/**
 * The first use of a list, under any name that it goes by and in any module that has it, that gives something else
 * without an entry.
 * @param isPassed whether a use does not count, as the package is there where it runs.
 */
export function dependentUse(origin: Origin, isPassed: (use: Node) => boolean): DependentUse | null {
  const search = new Search(isPassed, false);
  const found = search.from(origin);
  // Which of several modules changes the list first depends on what runs.
  return found === null && search.isChangedElsewhere ? new Search(isPassed, true).from(origin) : found;
}

/** How many ways a list may be laid out that one definition has: more are as good as any. */
const MOST_PLACES = 4;

class Search {
  private readonly queue: Holder[] = [];
  /** What has been queued: places by who holds them. */
  private readonly seen = new Map<string, Set<string>>();
  private readonly called = new Set<Node>();
  private found: DependentUse | null = null;
  private isChanged = false;
  private isTakenTwice = false;

  /** @param isShuffled whether nothing is known of the list's order in modules that take it. */
  constructor(
    private readonly isPassed: (use: Node) => boolean,
    private readonly isShuffled: boolean,
  ) {}

  /** Whether a module that takes the list changes it, where another place has it too. */
  get isChangedElsewhere(): boolean {
    return this.isChanged && this.isTakenTwice;
  }

  from({ kind, node, held }: Origin): DependentUse | null {
    if (kind === 'target') this.hold(node, held);
    else this.follow(node, held);
    for (let at = 0; at < this.queue.length && this.found === null; at++) this.readUses(this.queue[at] as Holder);
    return this.found;
  }

  /** Follows a value outward until somebody has it, or nobody. */
  follow(node: Node, held: Held): Step | null {
    for (let at = node, now = held; ; ) {
      if (at.parent?.type === 'named_expression' && at.field === 'value')
        this.hold(field(at.parent, 'name') as Node, now);
      const step = stepFrom(at, now);
      if (step.kind === 'harmless' && step.change !== null && now.isElsewhere) this.isChanged = true;
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
    const byAttribute = { definition: null, root: target.tree.root, name, from: 0, held };
    if (target.type === 'attribute') {
      this.addAttribute(byAttribute);
      return;
    }
    const own = definitionAt(target);
    const reached = own === null ? reaching(target, name) : { definitions: [own], unbound: false };
    const { root } = target.tree;
    const definitions = reached.unbound ? [...reached.definitions, broughtIn(root, name)] : reached.definitions;
    const from = Math.max(target.end, held.steadySince);
    for (const definition of definitions) this.add({ definition, root, name, from, held });
    if (own === null || own.kind === 'augmented') this.holdByOthers(target, { ...held, places: ANYWHERE });
    if (definitions.some(({ scope }) => scope.type === 'class_definition')) this.addAttribute(byAttribute);
  }

  /** Other names of a list that is changed in place have it too. */
  private holdByOthers(target: Node, held: Held): void {
    if (target.type !== 'identifier') return;
    const from = Math.max(target.end, held.steadySince);
    for (const name of namesOfSame(statementOf(target), target)) {
      for (const definition of definitionsOf(target, name))
        this.add({ definition, root: target.tree.root, name, from, held });
    }
  }

  /** An attribute of a name may be that of any object, also in the modules that take something of this one. */
  private addAttribute(holder: Holder): void {
    const held = { ...holder.held, places: ANYWHERE };
    for (const root of [holder.root, ...takersOf(holder.root)])
      this.add({ ...holder, root, held: root === holder.root ? holder.held : held });
  }

  private add(holder: Holder): void {
    const { definition, root, name, held } = holder;
    const { path } = held;
    if (path.length > 8) return;
    const who = JSON.stringify([root.tree.module?.path, definition?.node.index, name, path]);
    const known = this.seen.get(who) ?? new Set();
    this.seen.set(who, known);
    // Modules that take one another's names go round in circles.
    const places = known.size < MOST_PLACES ? held.places : ANYWHERE;
    const what = JSON.stringify(places);
    if (known.has(what)) return;
    known.add(what);
    this.queue.push({ ...holder, held: { ...held, places } });
  }

  private readUses(holder: Holder): void {
    const { definition, root, name, from, held } = holder;
    let now = held;
    for (const use of this.usesOf(definition, name, root)) {
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
    if (definition !== null && definition.scope === root && reachesEnd(definition)) this.passOn(name, root, now);
  }

  /** The modules that take a name have its list as this one leaves it. */
  private passOn(name: string, root: Node, { places, ...held }: Held): void {
    const takings = root.tree.module?.takings(name) ?? [];
    const left = { ...held, places: this.isShuffled ? ANYWHERE : places, steadySince: 0, isElsewhere: true };
    if (takings.length > 1) this.isTakenTwice = true;
    for (const taking of takings) {
      const { node, from } = taking;
      const own = definitionsIn(taking);
      for (const definition of own) this.add({ definition, root: node.tree.root, name: taking.name, from, held: left });
      if (taking.kind === 'value' && !this.isPassed(node)) this.follow(node, left);
    }
  }

  /** What a use that does not count makes of the list is the list all the same. */
  private holdPassed(use: Node, held: Held): void {
    const assignment = enclosing(use, 'assignment', 'augmented_assignment');
    const target = assignment === null ? null : field(assignment, 'left');
    if (target !== null) this.hold(target, { ...held, places: ANYWHERE, steadySince: target.end });
  }

  private usesOf(definition: Definition | null, name: string, root: Node): readonly Node[] {
    if (definition === null) {
      return ofType(root, 'attribute').filter((node) => lastName(node) === name && node.field !== 'left');
    }
    const own = definition.node === root ? null : definition;
    return usesOf(root, name, own).filter((node) => node !== definition.node);
  }

  /** What a function returns is the value of its calls; what a property returns that of an attribute. */
  private callsOf(statement: Node, held: Held): void {
    const owner = enclosing(statement, 'function_definition', 'lambda');
    const name = owner === null ? null : lastName(field(owner, 'name'));
    if (owner === null || name === null) return;
    const unordered = { ...held, steadySince: Number.POSITIVE_INFINITY };
    const { root } = owner.tree;
    for (const call of [...callsIn(root, name), ...callsElsewhere(root, name)])
      if (this.once(call)) this.follow(call, unordered);
    if (scopeOf(owner).type === 'class_definition')
      this.addAttribute({ definition: null, root, name, from: 0, held: unordered });
  }

  private once(call: Node): boolean {
    if (this.called.has(call)) return false;
    this.called.add(call);
    return true;
  }

  /** A function of the module has the list as its parameter; of any other nobody knows what it does. */
  private parameterOf({ call, argument, held }: Extract<Step, { kind: 'argument' }>, use: Node): void {
    const called = field(call, 'function') as Node;
    const name = lastName(called);
    const functions = ofType(call.tree.root, 'function_definition').filter(
      (at) => lastName(field(at, 'name')) === name,
    );
    const [only] = functions;
    const parameter = functions.length === 1 && only !== undefined ? parameterFor(only, argument) : null;
    if (parameter === null) {
      this.found ??= { node: use.parent === null ? use : call, why: 'given' };
      return;
    }
    this.hold(parameter, { ...held, places: ANYWHERE, steadySince: 0 });
  }
}

function callsIn(root: Node, name: string): readonly Node[] {
  return ofType(root, 'call').filter((call) => calledName(call) === name);
}

function after(held: Held, change: Parameters<typeof changed>[1], use: Node, definition: Definition | null): Held {
  const sure = definition !== null && isStraight(use, definition);
  return { ...held, places: changed(held.places, change, sure), steadySince: use.end };
}
