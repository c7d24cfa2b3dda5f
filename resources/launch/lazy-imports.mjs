import { relative } from 'node:path';
import { moduleRunnerTransform } from 'vite';

/**
 * Evaluates a module when one of its names is first used, not when its importer is evaluated. A command that prints a
 * version then needs no schema, no Redis client and no Docker client, although they are all in the same file:
 * evaluating every module took twice as long as Node's own start.
 *
 * Each ES module becomes a CommonJS one: Vite's transform rewrites every use of an imported name to a property of its
 * module, and this plugin loads that module when the property is first read. An import for side effects only keeps its
 * place.
 * @returns {import('vite').Plugin}
 */
export function lazyImports() {
  return {
    name: 'lazy-imports',
    enforce: 'post',
    resolveId: (id) => (id === HELPERS ? RESOLVED_HELPERS : null),
    load: (id) => (id === RESOLVED_HELPERS ? helpers : null),
    async transform(code, id) {
      // JSON and virtual modules have nothing to evaluate.
      if (id.endsWith('.json') || id.startsWith('\0')) return null;
      const name = relative(process.cwd(), id);
      const transformed = /\b(?:import|export)\b/.test(code) ? await moduleRunnerTransform(code, null, id, code) : null;
      if (transformed === null || !transformed.code.includes('__vite_ssr_')) {
        // It is already CommonJS.
        return { code: `${code}\n;require('${HELPERS}').evaluated.push(${JSON.stringify(name)});`, map: null };
      }
      /** @type {Map<string, string>} */
      const found = new Map();
      for (const [, source = ''] of transformed.code.matchAll(anySource)) {
        found.set(source, await resolvedAsImport(this, JSON.parse(source), id));
      }
      const resolved = transformed.code.replace(anySource, (call, source) =>
        call.replace(source, () => found.get(source) ?? source),
      );
      return { code: toCommonJs(resolved, name), map: null };
    },
  };
}

const HELPERS = 'lazy-imports/helpers';
const RESOLVED_HELPERS = `\0${HELPERS}.cjs`;

/** The functions that the modules need at run time. `default` of a CommonJS module is the module itself. */
const helpers = `
const asNamespace = (found) => {
  if (found !== null && typeof found === 'object' && found.__esModule) return found;
  return new Proxy(found, { get: (target, name) => (name === 'default' ? found : target[name]) });
};
exports.lazy = (load) => ({
  get module() {
    const module = asNamespace(load());
    Object.defineProperty(this, 'module', { value: module });
    return module;
  },
});
exports.exportAll = (target, source) => {
  for (const name of Object.keys(source)) {
    if (name === 'default' || Object.hasOwn(target, name)) continue;
    Object.defineProperty(target, name, { enumerable: true, configurable: true, get: () => source[name] });
  }
};
// The evaluated modules of this process, in order, for tests.
exports.evaluated = globalThis[Symbol.for('vrooli.evaluated')] = [];
exports.exportName = (target, name, get) => Object.defineProperty(target, name, { enumerable: true, configurable: true, get });
`;

/**
 * The file that an `import` of the source resolves to, as a JavaScript string: for the resulting `require`, packages
 * would resolve to another file.
 * @param {import('vite').Rolldown.PluginContext} context
 * @param {string} source
 * @param {string} importer
 */
async function resolvedAsImport(context, source, importer) {
  const found = await context.resolve(source, importer);
  return JSON.stringify(found === null || found.external || found.id.startsWith('\0') ? source : found.id);
}

/** The import source, as a JavaScript string, in the output of Vite's module runner transform. */
const anySource = /\b__vite_ssr_(?:dynamic_)?import__\(("(?:[^"\\]|\\.)*")/g;

/**
 * @param {string} transformed the output of Vite's module runner transform
 * @param {string} name of the module, for `evaluated`
 */
function toCommonJs(transformed, name) {
  const { imports, code } = splitImports(transformed);
  const loads = imports.map(({ variable, source }) => {
    const load = `require(${source})`;
    return code.includes(variable) ? `const ${variable} = $lazy.lazy(() => ${load});` : `${load};`;
  });
  const body = code
    .replace(/\b__vite_ssr_import_\d+__\b/g, '$&.module')
    .replaceAll('__vite_ssr_exportName__(', '$lazy.exportName(exports, ')
    .replaceAll('__vite_ssr_exportAll__(', '$lazy.exportAll(exports, ')
    .replace(
      /\b__vite_ssr_dynamic_import__\(([^)]*)\)/g,
      'Promise.resolve().then(() => $lazy.lazy(() => require($1)).module)',
    )
    .replaceAll('__vite_ssr_import_meta__.dirname', '__dirname');
  const left = /__vite_ssr_(?!import_\d+__\.module|export_default__)\w+/.exec(body);
  if (left) throw new Error(`lazy imports: ${left[0]} is not supported`);
  return [
    `Object.defineProperty(exports, '__esModule', { value: true });`,
    `const $lazy = require('${HELPERS}');`,
    `$lazy.evaluated.push(${JSON.stringify(name)});`,
    ...loads,
    body,
  ].join('\n');
}

/** @typedef {{ variable: string, source: string }} Import */

/**
 * @param {string} transformed
 * @returns {{ imports: Import[], code: string }}
 */
function splitImports(transformed) {
  /** @type {Import[]} */
  const imports = [];
  const pattern =
    /^const (__vite_ssr_import_\d+__) = await __vite_ssr_import__\(("(?:[^"\\]|\\.)*")(?:, \{.*\})?\);$/gm;
  const code = transformed.replace(pattern, (_, variable, source) => {
    imports.push({ variable, source });
    return '';
  });
  return { imports, code };
}
