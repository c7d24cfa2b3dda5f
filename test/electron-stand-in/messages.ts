/** What the preload's world sends to the main process. Values are texts of `encoding.ts`. */
export type FromPage =
  | { readonly kind: 'send'; readonly channel: string; readonly args: string; readonly ports: readonly number[] }
  | { readonly kind: 'invoke'; readonly channel: string; readonly args: string; readonly id: number }
  | { readonly kind: 'port-message'; readonly id: number; readonly value: string }
  | { readonly kind: 'port-closed'; readonly id: number };

/** What the main process sends to the preload's world. */
export type ToPage =
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: string }
  | { readonly kind: 'port-message'; readonly id: number; readonly value: string }
  | { readonly kind: 'port-closed'; readonly id: number };
