// cspell:ignore quasis
import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';

/** Stands for a name or figure that a text inserts. */
const INSERTED = '7';

/** The forms of one text: more would be sentences that no failure combines. */
const MOST = 48;

/** How far up the callers of a function are followed for the values of its parameters. */
const MOST_CALLERS = 3;

/** Where an alternative without text leaves a gap: no failure has such a text. */
const GAP = /^ | {2}|: \.|""|\(\)|,? and [,.]|module \./;

/** A node of the syntax tree, with its parent. */
interface Syntax {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the fields of some sixty kinds of nodes
  readonly [field: string]: any;
}

interface Callable {
  readonly file: Syntax;
  readonly parameters: readonly string[];
  readonly body: Syntax;
}

/** The parameters of a function whose result is read, with the expressions they are called with. */
type Bound = ReadonlyMap<string, { readonly given: Syntax; readonly bound: Bound }>;

/**
 * Texts that the core gives its failures and documents, as far as its source shows them: `7` stands for each inserted name or
 * figure, and a text with alternatives gives one text for each.
 */
export class CoreTexts {
  readonly #parents = new Map<Syntax, Syntax>();
  readonly #functions = new Map<string, Callable[]>();
  readonly #constants = new Map<string, Syntax[]>();
  readonly #calls = new Map<string, Syntax[]>();
  readonly #errors: Syntax[] = [];
  readonly #reports = new Map<string, Syntax[]>();
  readonly #fields = new Map<string, Syntax[]>();

  /** @param folders of sources, relative to the root of the repository */
  constructor(folders: readonly string[]) {
    for (const folder of folders) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.ts$/.test(file) || /\.(test|test-d)\.ts$/.test(file)) continue;
        this.#read(parseSync(file, readFileSync(`${folder}/${file}`, 'utf8')).program as unknown as Syntax);
      }
    }
  }

  /** The messages of failures. */
  failures(): readonly string[] {
    return this.#all(this.#errors.map((error) => error.arguments[1]));
  }

  /** What operations report by one of their methods: warnings, lines of the log, or the detail of a step's progress. */
  reports(by: 'warn' | 'log' | 'progress'): readonly string[] {
    return this.#all((this.#reports.get(by) ?? []).map((call) => call.arguments.at(-1)));
  }

  /** The texts that a field of an object gets, such as the message of a risk. */
  ofField(name: string): readonly string[] {
    return this.#all((this.#fields.get(name) ?? []).flatMap(elementsOf));
  }

  /** Without those that are inserted as a whole. An inserted sentence ends like one. */
  #all(nodes: readonly Syntax[]): readonly string[] {
    const texts = nodes.flatMap((node) => this.#contexts(node).flatMap((bound) => this.#texts(node, bound)));
    const sentences = texts.map((text) => text.replace(/((?:^|[.:] )7) (?=[A-Z])/g, '$1. '));
    return [...new Set(sentences)].filter((text) => /[a-z]{3}/.test(text) && !GAP.test(text)).sort();
  }

  #read(node: Syntax): void {
    this.#index(node);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type !== 'string') continue;
        this.#parents.set(child, node);
        this.#read(child);
      }
    }
  }

  #index(node: Syntax): void {
    const callable = (of: Syntax): Callable => ({
      file: this.#file(node),
      parameters: parametersOf(of),
      body: of.body,
    });
    const add = <T>(map: Map<string, T[]>, name: string, value: T) => map.set(name, [...(map.get(name) ?? []), value]);
    if (node.type === 'NewExpression' && /^(?:AppError|LinkError)$/.test(node.callee.name)) this.#errors.push(node);
    if (isReport(node)) add(this.#reports, node.callee.property.name, node);
    if (node.type === 'Property' && node.key.type === 'Identifier') add(this.#fields, node.key.name, node.value);
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') add(this.#calls, node.callee.name, node);
    if (node.type === 'FunctionDeclaration' && node.body) add(this.#functions, node.id.name, callable(node));
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return;
    if (node.init.type === 'ArrowFunctionExpression') add(this.#functions, node.id.name, callable(node.init));
    else add(this.#constants, node.id.name, node.init);
  }

  /** The parameters of the function around a node, as each of its callers gives them. */
  #contexts(node: Syntax, depth = 0): readonly Bound[] {
    const around = this.#functionAround(node);
    const calls = around && depth < MOST_CALLERS ? this.#callsOf(around) : [];
    if (around === null || calls.length === 0) return [new Map()];
    return calls.flatMap((call) => {
      const own = (bound: Bound): Bound =>
        new Map(
          around.parameters.flatMap((name, at) => {
            const given = call.arguments[at];
            return given ? [[name, { given, bound }]] : [];
          }),
        );
      return this.#contexts(call, depth + 1).map(own);
    });
  }

  #functionAround(node: Syntax): (Callable & { readonly name: string }) | null {
    for (let at = this.#parents.get(node); at; at = this.#parents.get(at)) {
      if (!/Function/.test(at.type)) continue;
      const name = at.id?.name ?? this.#parents.get(at)?.id?.name;
      const found = name === undefined ? null : this.#function(name, node);
      if (name !== undefined) return found && { name, ...found };
    }
    return null;
  }

  /** The function that a name means in a file: the file's own, or the only one. */
  #function(name: string, node: Syntax): Callable | null {
    const all = this.#functions.get(name) ?? [];
    const file = this.#file(node);
    const own = all.filter((one) => one.file === file);
    const [found, ...others] = own.length > 0 ? own : all;
    return found && others.length === 0 ? found : null;
  }

  #callsOf({ name, file }: Callable & { readonly name: string }): readonly Syntax[] {
    const calls = this.#calls.get(name) ?? [];
    return this.#functions.get(name)?.length === 1 ? calls : calls.filter((call) => this.#file(call) === file);
  }

  #file(node: Syntax): Syntax {
    let at = node;
    for (let parent = this.#parents.get(at); parent; parent = this.#parents.get(at)) at = parent;
    return at;
  }

  #texts(node: Syntax, bound: Bound, depth = 0): readonly string[] {
    if (depth > 8) return [INSERTED];
    const texts = (of: Syntax, of2: Bound = bound) => this.#texts(of, of2, depth + 1);
    switch (node.type) {
      case 'Literal':
        if (node.value === null) return [];
        return [typeof node.value === 'string' ? node.value : INSERTED];
      case 'TemplateLiteral':
        return combined(
          node.quasis.flatMap((quasi: Syntax, at: number) => {
            const inserted = node.expressions[at];
            return inserted ? [[quasi.value.cooked], texts(inserted)] : [[quasi.value.cooked]];
          }),
          '',
        );
      case 'ConditionalExpression':
        return [...texts(node.consequent), ...texts(node.alternate)];
      case 'LogicalExpression':
        return node.operator === '&&'
          ? texts(node.right)
          : [...texts(node.left), ...texts(node.right).filter((text) => text !== '')];
      case 'BinaryExpression':
        return node.operator === '+' ? combined([texts(node.left), texts(node.right)], '') : [INSERTED];
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'AwaitExpression':
        return texts(node.expression ?? node.argument);
      case 'Identifier': {
        const given = bound.get(node.name);
        if (given) return texts(given.given, given.bound);
        const init = this.#constant(node);
        return init ? texts(init) : [INSERTED];
      }
      case 'CallExpression':
        return this.#called(node, bound, depth);
      default:
        return [INSERTED];
    }
  }

  #called(node: Syntax, bound: Bound, depth: number): readonly string[] {
    const texts = (of: Syntax, of2: Bound = bound) => this.#texts(of, of2, depth + 1);
    const { callee, arguments: given } = node;
    if (callee.type === 'MemberExpression') {
      const list = callee.object.type === 'CallExpression' ? callee.object.callee.object : callee.object;
      if (callee.property.name !== 'join' || list?.type !== 'ArrayExpression') return [INSERTED];
      return combined(
        list.elements.map((element: Syntax) => texts(element)),
        given[0]?.value ?? ',',
      );
    }
    if (callee.name === 'counted' || callee.name === 'plural') {
      const one = texts(given[1]);
      const forms = given[2] ? texts(given[2]) : one.map((noun) => `${noun}s`);
      return callee.name === 'plural' ? [...one, ...forms] : forms.map((noun) => `${INSERTED} ${noun}`);
    }
    const found = callee.type === 'Identifier' ? this.#function(callee.name, node) : null;
    if (found === null || /^(format|show|quote)/.test(callee.name)) return [INSERTED];
    const { parameters, body } = found;
    const inner: Bound = new Map(
      parameters.flatMap((name, at) => (given[at] ? [[name, { given: given[at], bound }]] : [])),
    );
    return returned(body).flatMap((result) => texts(result, inner));
  }

  /** The first value of a name, in the nearest function or in the file. */
  #constant(node: Syntax): Syntax | null {
    const candidates = this.#constants.get(node.name) ?? [];
    for (let at = this.#parents.get(node); at; at = this.#parents.get(at)) {
      if (!/Function|Program/.test(at.type)) continue;
      if (/Function/.test(at.type) && parametersOf(at).includes(node.name)) return null;
      const scope = at;
      const own = candidates.find((init) => this.#scope(init) === scope);
      if (own) return own;
    }
    return candidates.length === 1 && /^[A-Z_]+$/.test(node.name) ? (candidates[0] ?? null) : null;
  }

  #scope(node: Syntax): Syntax | undefined {
    let at = this.#parents.get(node);
    while (at && !/Function|Program/.test(at.type)) at = this.#parents.get(at);
    return at;
  }
}

function parametersOf(node: Syntax): readonly string[] {
  return node.params.map((one: Syntax) => (one.type === 'AssignmentPattern' ? one.left : one).name ?? '');
}

/** What a function returns, without the functions in it. */
function returned(body: Syntax): readonly Syntax[] {
  if (body.type !== 'BlockStatement') return [body];
  const results: Syntax[] = [];
  const walk = (node: Syntax) => {
    if (/Function/.test(node.type)) return;
    if (node.type === 'ReturnStatement' && node.argument) results.push(node.argument);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (typeof child?.type === 'string') walk(child);
    }
  };
  walk(body);
  return results;
}

/** Each text of the first part with each of the second, and so on. */
function combined(parts: readonly (readonly string[])[], between: string): readonly string[] {
  const [first = [], ...others] = parts.map((texts) => (texts.length === 0 ? [INSERTED] : texts));
  const join = (texts: readonly string[], part: readonly string[]) =>
    texts.flatMap((text) => part.map((one) => (text && one ? `${text}${between}${one}` : text + one)));
  return others.reduce((texts, part) => [...new Set(join(texts, part))].slice(0, MOST), first);
}

/** `op.warn(…)` */
function isReport(node: Syntax): boolean {
  return node.type === 'CallExpression' && node.callee.property !== undefined && node.callee.object.name === 'op';
}

/** The texts of a list, each alone, including those that are in it on a condition. */
function elementsOf(node: Syntax): readonly Syntax[] {
  if (node.type === 'ArrayExpression') return node.elements.flatMap(elementsOf);
  if (node.type === 'SpreadElement') return elementsOf(node.argument);
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((one: Syntax) => elementsOf(one));
  // A text with the name of what failed, such as `message: (machine) => …`.
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return elementsOf(node.body);
  return [node];
}
