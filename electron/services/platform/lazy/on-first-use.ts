/**
 * An object that creates each property on its first read: a CLI command creates only the services that it uses, and
 * loads no code of the others.
 */
export function onFirstUse<T extends object>(create: { readonly [Name in keyof T]: () => T[Name] }): Readonly<T> {
  const object = {} as T;
  for (const name of Object.keys(create) as (keyof T)[]) {
    Object.defineProperty(object, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = create[name]();
        Object.defineProperty(object, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return object;
}

/** Reads a property of an {@link onFirstUse} object without creating it; undefined if it was not created yet. */
export function ifCreated<T extends object, Name extends keyof T>(object: T, name: Name): T[Name] | undefined {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
