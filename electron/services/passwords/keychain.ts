/** Encrypts with a key that the system keeps for the person who is logged in. The desktop app lends it to the core. */
export interface Keychain {
  state(): Promise<KeychainState>;
  /** @throws where the system refuses */
  encrypt(text: string): Promise<Buffer>;
  /** @throws where the key is lost, or the system refuses */
  decrypt(bytes: Buffer): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

export interface KeychainState {
  /** The system's name of it, such as `gnome_libsecret` or `basic_text`. */
  readonly backend: string;
  /** `basic_text` encrypts with a fixed key that everybody knows: it protects nothing. */
  readonly protects: boolean;
}
