/** Where a backup is restored to: an instance, or a tenant that is made for it. */
export type RestorePlace =
  | { readonly to: 'here' | 'other'; readonly id: string }
  /** The id as it is typed. */
  | { readonly to: 'new'; readonly id: string };

/** What a restore, and its preview, is asked with. */
export function placeInput({ to, id }: RestorePlace) {
  return to === 'new' ? { newTenant: { id, generatePassword: false } } : { into: id };
}
