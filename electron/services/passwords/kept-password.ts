/** A password that a person entered, because the configuration of the server has none that the server accepts. */
export interface KeptPassword {
  readonly password: string;
  /**
   * The configuration's password when this one was entered; null: none. A different one there is newer, and is used.
   */
  readonly besides: string | null;
}

/**
 * The password for a connection.
 * @param configured `requirepass` of the configuration; null: none
 */
export function passwordFor(configured: string | null, kept: KeptPassword | undefined): string | null {
  return kept !== undefined && kept.besides === configured ? kept.password : configured;
}
