/**
 * The vocabulary of djguard. Read this file first: every other file speaks these words.
 *
 * All offsets are UTF-16 code units into the text they belong to, as in JavaScript strings.
 * Lines and columns that leave the program count from 1.
 */

/** A node of a concrete syntax tree, the same whichever parser backend built it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  /** The grammar's field name of this node in its parent, such as `left` or `body`. */
  readonly field: string | null;
  readonly parent: Node | null;
  readonly children: readonly Node[];
  readonly tree: Tree;
  /** The node's place in `tree.nodes`. */
  readonly index: number;
  /** The place of the last node below it; its own where there is none. */
  readonly last: number;
}

/** The tree that a node is part of. */
export interface Tree {
  readonly text: string;
  readonly root: Node;
  /** All nodes in source order, each before those below it. */
  readonly nodes: readonly Node[];
  /** Why the text was not parsed, where it is more than a parser takes: the tree is then one error. Else null. */
  readonly refused: string | null;
  /** The module that it is in its project; null where nobody looked for others that take names of it. */
  readonly module: Module | null;
  /** What a function finds out about the whole tree; each function is asked once. */
  once<T>(find: (tree: Tree) => T): T;
}

/** How guards are written. */
export interface GuardStyle {
  /** What their handlers catch. A ModuleNotFoundError of another module is raised again, which an ImportError may hide. */
  readonly exception: 'ImportError' | 'ModuleNotFoundError';
  /** What runs without the package, beside what the code needs: nothing, or a warning. */
  readonly missing: 'pass' | 'warn';
}

/** A file of a project, as the project's other files have its names. */
export interface Module {
  /** As shown to the user. */
  readonly path: string;
  /** The places where other files get a name that the module binds at its top. */
  takings(name: string): readonly Taking[];
  /** The roots of the files that take any name of it. */
  takers(): readonly Node[];
  /** What it has of other modules itself. */
  sources(): readonly Source[];
}

/** A name of another module that a module has, or all of them. */
export interface Source extends Pick<Taking, 'kind' | 'node'> {
  /** The other module; it is parsed when somebody asks. */
  readonly root: Node;
  /** Whether a name may be the other module's, going by its text. */
  mayHave(name: string): boolean;
  /** The name there, and what it is called here; null where all names are taken, under their own. */
  readonly of: string | null;
  readonly name: string | null;
}

/** A place in a file that has a name of another module of the project. */
export interface Taking {
  /**
   * All names of the module become names of the file, as by a star import; one does, under whatever name; or an
   * expression has the value: `base.NAME`.
   */
  readonly kind: 'all' | 'name' | 'value';
  /** The statement or call, the clause of the import, or the expression. */
  readonly node: Node;
  /** What it is called in the file. */
  readonly name: string;
  /** The offset from which on the file has it. */
  readonly from: number;
}

/** One parsed Python source. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
  /** The newline style that most lines have; new lines get it. */
  readonly newline: '\n' | '\r\n';
  /** One level of indentation as this file writes it: spaces or a tab. */
  readonly indent: string;
  /** The widest line that the project's formatter allows. */
  readonly width: number;
  /** How the project wants guards written. */
  readonly guard: GuardStyle;
}

/** Where a fact about a package was read. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** A package that is not installed everywhere the code runs. */
export interface OptionalPackage {
  /** The import package's top-level name, such as `debug_toolbar`. */
  readonly root: string;
  /** The distributions that provide it, normalised. */
  readonly distributions: readonly string[];
  /**
   * How a guard asks whether the package is there, where no import of it stands in the code yet.
   * `import` only where a settings module can import the root: no settings asked for, no effect but itself.
   */
  readonly probe: 'import' | 'find_spec';
  readonly evidence: readonly Evidence[];
  /**
   * For a setting that holds one class, by its name: what it is without the package, as a dotted name.
   * In a dictionary the keys that lead to it, such as `LOGGING.handlers.class`; some may be left out, the last may not.
   */
  readonly alternatives?: Readonly<Record<string, string>>;
  /** Dotted names of decorators, context managers and functions that do no more than nothing where the package is missing. */
  readonly fallbacks?: readonly string[];
  /** Those of `fallbacks` that give back what they are given: nothing, one argument, or a tuple of several. */
  readonly echoes?: readonly string[];
  /** Dotted names of functions that change other packages while the program runs: their absence changes what code means. */
  readonly monkeypatches?: readonly string[];
  /** Whether it is a debugger that code stops in: what is left of it is to be taken out, not guarded. */
  readonly breakpoint?: boolean;
  /**
   * Whether nothing is known of it but that a manifest declares it: production may need it after all.
   * Then it is reported, and never guarded.
   */
  readonly doubtful?: boolean;
}

/** A replacement of `[start, end)` by `text`; `start === end` inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * How bad a finding is: it breaks production, breaks it under a condition, breaks for developers only, or that is not
 * known.
 */
export type Level = 'production' | 'condition' | 'developers' | 'unknown';

/** A value that is taken where nothing sets a variable of the environment, with the place that gives it. */
export interface Default extends Evidence {
  readonly variable: string;
}

/** A default that a condition rests on. */
export interface Standard extends Default {
  /** Whether the condition holds where nothing sets the variable; null where more decides. */
  readonly holds: boolean | null;
  /** Whether production is seen not to set it: its environment is in the repository. */
  readonly isTaken: boolean;
}

/** What loads the code of a finding, as far as that is known. */
export interface Loaded {
  /** The place that names the file, nearest to it; null where nothing does. */
  readonly from: Evidence | null;
  /**
   * Where `from`, or the class that the condition means, is not what production takes: the place that says so. Left out
   * for anything else.
   */
  readonly overruledBy?: Evidence;
  /** The condition that tells the most, as it is written: `if DEBUG`; null where there is none. */
  readonly condition: string | null;
  /** The default that this condition rests on; left out where none does. */
  readonly standard?: Standard;
  /**
   * What is not known, in words: what could not be followed, where the level is not known, or whether production has the
   * package. Else null.
   */
  readonly unknown: string | null;
  /** Whether only the name of a settings module says that it is production's, or developers'. */
  readonly startByName: boolean;
  /** Whether nothing but the condition's name says that it holds, or does not hold, where production runs. */
  readonly byName: boolean;
}

/** A condition that code stands under. */
export interface Condition {
  /** On one line: `if DEBUG`, `else of if DEBUG`. */
  readonly written: string;
  /** Whether it holds where production runs; null where that is not known. */
  readonly holds: boolean | null;
  /** Whether nothing but its name says so. */
  readonly byName: boolean;
  /** The default that it rests on; left out where none does. */
  readonly standard?: Standard;
  /** The class of django-configurations that it means; left out for any other condition. */
  readonly configuration?: string;
  /** What says that production takes another class; left out where nothing does. */
  readonly overruledBy?: Evidence;
}

/** What a human can do about a package that production's code loads and only development declares. */
export type Cure = 'guard' | 'declare';

/** What djguard says about one use of an optional package. */
export interface Finding {
  /** The rule's code, such as `DJG001`. */
  readonly code: string;
  /** The rule's name, such as `imports`. */
  readonly rule: string;
  /** The import package's root. */
  readonly package: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  /** What is wrong, in one line. */
  readonly message: string;
  /** For a finding that a human must fix: why djguard does not, and what to do. */
  readonly advice: string | null;
  readonly fixable: boolean;
  /** For a package that only development declares: whether its uses can be guarded, or code computes with it. */
  readonly cure?: Cure;
  /** The conditions that it stands under, the nearest first. */
  readonly conditions: readonly Condition[];
  /**
   * For an entry of a setting the names that it goes to: it breaks what takes one of them as a setting, and not what
   * only runs its module.
   */
  readonly entryOf?: readonly string[];
  /** Left out, as is `loaded`, where nobody looked for what loads it. */
  readonly level?: Level;
  readonly loaded?: Loaded;
}

/** What came of one file. */
export type Outcome =
  | { readonly status: 'clean' }
  | {
      readonly status: 'found';
      /** The text with every fixable finding fixed; equal to the input where none is fixable. */
      readonly after: string;
      readonly findings: readonly Finding[];
    }
  | {
      /** Not Python 3, or djguard's own check of its output failed: the file stays as it is. */
      readonly status: 'failed';
      readonly reason: string;
      readonly line: number | null;
      readonly column: number | null;
    };

/** How a source's bytes are read and written back: `utf-8`, or Python's name of another codec, such as `cp1251`. */
export type Encoding = string;
