/** The target of a restore: an instance or a new tenant. */
export type RestorePlace =
  | { readonly to: 'here' | 'other'; readonly id: string }
  /** The id as typed. */
  | { readonly to: 'new'; readonly id: string };

/** The target as input of the restore and its preview. */
export function placeInput({ to, id }: RestorePlace) {
  return to === 'new' ? { newTenant: { id, generatePassword: false } } : { into: id };
}
