// dependency-cruiser parses TypeScript with the compiler's JavaScript API, which TypeScript 7 no longer has. This gives
// it TypeScript 5, which is installed under another name.
import Module, { register } from 'node:module';

const hook = `export const resolve = (name, context, next) => next(name === 'typescript' ? 'typescript-5' : name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

// Node resolves `require` with this function. Node 20 has no public hook for it.
const resolver = /** @type {{ _resolveFilename: (request: string, ...rest: unknown[]) => string }} */ (
  /** @type {unknown} */ (Module)
);
const resolveFilename = resolver._resolveFilename;
resolver._resolveFilename = (request, ...rest) =>
  resolveFilename(request.replace(/^typescript(?=$|\/)/, 'typescript-5'), ...rest);
