/** Encrypts with a key that the system keeps for the logged-in user. The desktop app provides it to the core. */
export interface Keychain {
  state(): Promise<KeychainState>;
  /** @throws if the system refuses */
  encrypt(text: string): Promise<Buffer>;
  /** @throws if the key is lost, or the system refuses */
  decrypt(bytes: Buffer): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

export interface KeychainState {
  /** The system's name of the backend, such as `gnome_libsecret` or `basic_text`. */
  readonly backend: string;
  /** `basic_text` encrypts with a fixed, public key: it protects nothing. */
  readonly protects: boolean;
}
