// cspell:ignore quasis
import { readdir, readFile } from 'node:fs/promises';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

/** A node of the syntax tree. */
interface Syntax {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the fields of some sixty kinds of nodes
  readonly [field: string]: any;
}

/** Names of metrics, types, formats and units, values of attributes, and columns of CSV, which no language changes. */
const NO_TEXTS = new Set(
  'Bitmap Hex Zstandard bytes count db… fail false gzip hash info keys list module ms ratio set stream string warn'.split(
    ' ',
  ),
);

/** Fields with a value beside its label, as in a choice. */
const NAMES_OF_VALUES = new Set(['value', 'id', 'role', 'kind']);

/** Fields of the contract that hold a sentence of the core. */
const OF_CORE = new Set(['message', 'fix', 'advice', 'repair', 'consequence', 'unchanged', 'warning']);

/** Fields of that name whose text is translated already, or comes from a server. */
const TRANSLATED = new Set([
  'components/feedback/error-state.tsx: message',
  'features/console/entry-view.tsx: message',
  'features/instances/list/problem-row.tsx: fix',
  'features/instances/list/problem-row.tsx: message',
  'features/server/frame/panel-content.tsx: message',
  'features/settings/plan/plan-foot.tsx: message',
  'features/settings/plan/plan-pane.tsx: message',
]);

/** Sentences of the core that an element shows as they come. */
function untranslated(program: Syntax): readonly string[] {
  const found: string[] = [];
  const walk = (node: Syntax, parent: Syntax | null) => {
    const shown = node.type === 'JSXExpressionContainer' && parent?.type !== 'JSXAttribute' ? node.expression : null;
    const isReason = shown?.type === 'MemberExpression' && shown.object.callee?.name === 'reasonOf';
    const name = shown?.type === 'MemberExpression' ? shown.property.name : shown?.name;
    if (OF_CORE.has(name) && !isReason) found.push(name);
    for (const child of childrenOf(node)) walk(child, node);
  };
  walk(program, null);
  return [...new Set(found)];
}

/** Literal words among texts of words modules: the other alternatives of an expression, a map or a function. */
function literalTexts(program: Syntax): readonly string[] {
  const found: string[] = [];
  const mixed = (values: readonly Syntax[]) => {
    if (values.some(isFromWords)) found.push(...values.flatMap(wordsOf));
  };
  const walk = (node: Syntax) => {
    if (node.type === 'ConditionalExpression') mixed([node.consequent, node.alternate]);
    if (node.type === 'LogicalExpression' && node.operator !== '&&') mixed([node.left, node.right]);
    if (node.type === 'ObjectExpression') {
      const isChoice = node.properties.some(({ key }: Syntax) => NAMES_OF_VALUES.has(key?.name));
      const values = node.properties.map(({ value }: Syntax) => value).filter(Boolean);
      if (!isChoice && values.every((value: Syntax) => isFromWords(value) || typeof value.value === 'string'))
        mixed(values);
    }
    if (/Function/.test(node.type) && node.body) mixed(returned(node.body));
    for (const child of childrenOf(node)) walk(child);
  };
  walk(program);
  return [...new Set(found)];
}

/** `listWords.start`, or a call of such a text. */
function isFromWords(node: Syntax): boolean {
  if (node.type === 'CallExpression') return isFromWords(node.callee);
  return node.type === 'MemberExpression' && /words$/i.test(node.object.name ?? '');
}

function wordsOf(node: Syntax): readonly string[] {
  const text =
    node.type === 'TemplateLiteral' ? node.quasis.map(({ value }: Syntax) => value.cooked).join('…') : node.value;
  return typeof text === 'string' && /^[A-Z]?[a-z]{2,}(?: [a-z]+|…)*$/.test(text) && !NO_TEXTS.has(text) ? [text] : [];
}

/** What a function returns, without the functions in it. */
function returned(body: Syntax): readonly Syntax[] {
  if (body.type !== 'BlockStatement') return [];
  const results: Syntax[] = [];
  const walk = (node: Syntax) => {
    if (/Function/.test(node.type)) return;
    if (node.type === 'ReturnStatement' && node.argument) results.push(node.argument);
    for (const child of childrenOf(node)) walk(child);
  };
  walk(body);
  return results;
}

function childrenOf(node: Syntax): readonly Syntax[] {
  return Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string');
}

test('the page › its texts › are in words modules, which have translations', async () => {
  const files = (await readdir('renderer', { recursive: true })).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(?:^|\/)words\/|words\.(?:de\.)?ts$/.test(file),
  );
  const wrong: string[] = [];
  for (const file of files) {
    const { program } = parseSync(file, await readFile(`renderer/${file}`, 'utf8'));
    for (const text of literalTexts(program as unknown as Syntax)) wrong.push(`${file}: ${text}`);
  }
  expect(wrong).toEqual([]);
});

test('the page › sentences of the core › are shown in the language of the page', async () => {
  const files = (await readdir('renderer', { recursive: true })).filter((file) => /(?<!\.test)\.tsx$/.test(file));
  const wrong: string[] = [];
  for (const file of files) {
    const { program } = parseSync(file, await readFile(`renderer/${file}`, 'utf8'));
    for (const name of untranslated(program as unknown as Syntax)) wrong.push(`${file}: ${name}`);
  }
  expect(wrong.filter((one) => !TRANSLATED.has(one))).toEqual([]);
});
