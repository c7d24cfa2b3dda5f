import type { Patterns } from '../../core-sentence.ts';

/** Failures of connections: to a Redis server, and by SSH to another machine. */
export const connections: Patterns = [
  ['the socket (.+)', 'Socket $1'],
  ['No answer from (.+) within (.+) s.', '@1: keine Antwort innerhalb von $2 s.'],
  ['No answer from (.+).', '@1: keine Antwort.'],
  ['Nothing listens on (.+).', 'Auf @1 lauscht nichts.'],
  ['The server on (.+) closed the connection.', 'Der Server auf @1 hat die Verbindung geschlossen.'],
  [
    'The server is running, but no answer from (.+) within (.+) s.',
    'Der Server läuft, antwortet auf @1 aber nicht innerhalb von $2 s.',
  ],
  [
    'The server is running, but the server on (.+) closed the connection.',
    'Der Server läuft, hat aber auf @1 die Verbindung geschlossen.',
  ],
  ['The server is running, but (.+)', 'Der Server läuft, aber $1'],
  // SSH
  [
    'The host key of (.+) has changed since the last connection, so ssh refused it.',
    'Der Hostschlüssel von $1 hat sich seit der letzten Verbindung geändert, daher hat ssh ihn abgelehnt.',
  ],
  [
    'If the machine was reinstalled, compare its new key and remove the old one with "ssh-keygen -R HOST". Otherwise another machine answers in its place.',
    'Wurde der Rechner neu installiert, den neuen Schlüssel vergleichen und den alten mit „ssh-keygen -R HOST“ entfernen. Sonst antwortet ein anderer Rechner an seiner Stelle.',
  ],
  ['The host key of (.+) is unknown.', 'Der Hostschlüssel von $1 ist unbekannt.'],
  [
    'Run "ssh (.+)" once in a terminal, compare the key and accept it.',
    'Einmal „ssh $1“ in einem Terminal ausführen, den Schlüssel vergleichen und annehmen.',
  ],
  [
    'The SSH agent did not sign for (.+): it is locked, or its key needs a confirmation.',
    'Der SSH-Agent hat für $1 nicht signiert: Er ist gesperrt, oder sein Schlüssel braucht eine Bestätigung.',
  ],
  [
    'Unlock the agent \\("ssh-add -X"\\) or confirm the key, then try again.',
    'Den Agenten entsperren („ssh-add -X“) oder den Schlüssel bestätigen, dann erneut versuchen.',
  ],
  ['(.+) accepted none of the keys that ssh offered.', '$1 hat keinen der von ssh angebotenen Schlüssel angenommen.'],
  [
    'Add the key with "ssh-add" \\(a locked agent offers none\\) and check with "ssh -o BatchMode=yes (.+) true".',
    'Den Schlüssel mit „ssh-add“ hinzufügen (ein gesperrter Agent bietet keinen an) und mit „ssh -o BatchMode=yes $1 true“ prüfen.',
  ],
  ['The app never asks for a password.', 'Die App fragt nie nach einem Passwort.'],
  ['The name of (.+) cannot be resolved.', 'Der Name von $1 lässt sich nicht auflösen.'],
  ['Check the name, your network and ~/.ssh/config.', 'Den Namen, das Netzwerk und ~/.ssh/config prüfen.'],
  ['No SSH server accepts connections at (.+).', 'Kein SSH-Server nimmt Verbindungen bei $1 an.'],
  ['Start it there, or correct the port.', 'Ihn dort starten oder den Port berichtigen.'],
  ['(.+) does not respond.', '$1 antwortet nicht.'],
  [
    'Check that it is running and that your network reaches it.',
    'Prüfen, ob der Rechner läuft und das Netzwerk ihn erreicht.',
  ],
  ['Your network has no route to (.+).', 'Das Netzwerk hat keine Route zu $1.'],
  [
    'Check that it is running, and your network or VPN.',
    'Prüfen, ob der Rechner läuft, und das Netzwerk oder VPN prüfen.',
  ],
  ['ssh rejects its configuration.', 'ssh lehnt seine Konfiguration ab.'],
  ['Correct ~/.ssh/config.', '~/.ssh/config berichtigen.'],
  ['Check with "ssh (.+)" in a terminal.', 'Mit „ssh $1“ in einem Terminal prüfen.'],
];
