import type * as english from './password-words.ts';
import type { Translation } from './translation.ts';

export const translation: Translation<typeof english> = {
  keptPlaces: {
    keychain: 'im Schlüsselbund dieses Computers',
    file: 'in einer Datei mit Modus 0600',
    session: 'bis zum Ende dieses Programms',
  },
  noKeychain: 'Hier gibt es keinen Schlüsselbund, deshalb wird ein eingegebenes Passwort nicht aufbewahrt.',
  keychainUnavailable:
    'Der Schlüsselbund dieses Computers ist nicht verfügbar, deshalb wird ein eingegebenes Passwort nicht aufbewahrt. Entsperren Sie ihn.',
  keychainUnprotected: (backend) =>
    `Dieser Desktop hat keinen Schlüsselbund (${backend}). Jeder kennt den Schlüssel von ${backend}, deshalb wird ein eingegebenes Passwort nicht aufbewahrt. Installieren Sie einen Schlüsselbund wie GNOME Keyring oder KWallet.`,
  unusable: {
    'desktop-only':
      'Es ist im Schlüsselbund, den nur die Desktop-App lesen kann. Geben Sie es hier neu ein, um es zu benutzen.',
    refused:
      'Der Schlüsselbund gab es nicht heraus: Sein Schlüssel ist verloren oder der Zugriff wurde verweigert. Geben Sie es neu ein.',
    silent: 'Der Schlüsselbund hat noch nicht geantwortet. Vielleicht wartet er auf das Entsperren.',
  },
};
