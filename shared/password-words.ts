/** Where the app keeps entered passwords, for every client. */
export const keptPlaces = {
  keychain: 'in the keychain of this computer',
  file: 'in a file of mode 0600',
  session: 'until this program ends',
};
export const noKeychain = 'This client has no keychain, so it does not keep an entered password.';
export const keychainUnavailable =
  'The keychain of this computer is not available, so an entered password is not kept. Unlock it.';
export const keychainUnprotected = (backend: string) =>
  `This desktop has no keychain (${backend}). The key of ${backend} is publicly known, so an entered password is not kept. Install a keyring such as GNOME Keyring or KWallet.`;
export const unusable = {
  'desktop-only': 'It is in the keychain, which only the desktop app can read. Enter it again to use it here.',
  refused: 'The keychain did not return it: its key is lost or access was refused. Enter it again.',
  silent: 'The keychain has not answered yet. It may be waiting for you to unlock it.',
};
