/** The part of the global that is used here, because Node's types have none. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What every program exports. */
export interface Program {
  readonly memory: { readonly buffer: ArrayBuffer };
}

/** A number that a program exports. */
export interface Exported {
  readonly value: number;
}

/**
 * Compiles a program, so that its instances, each with its own memory, need no further compilation.
 * @param base64 of `programs.ts`
 */
export function prepareProgram<T extends Program>(base64: string): () => T {
  let module: object | null = null;
  return () => {
    module ??= new WebAssembly.Module(Buffer.from(base64, 'base64'));
    return new WebAssembly.Instance(module).exports as T;
  };
}
