/**
 * The texts of a module in another language: the same names, and functions of the same figures. The compiler reports a
 * name that is missing or that English does not have.
 */
export type Translation<T> = {
  readonly [Name in keyof T]: Translated<T[Name]>;
};

type Translated<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Text
    ? (...given: Given) => Translated<Text>
    : T extends object
      ? Translation<T>
      : T;
