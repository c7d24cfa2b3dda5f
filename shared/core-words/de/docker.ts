import type { Patterns } from '../../core-sentence.ts';

/** Failures of Docker: containers, images, networks and volumes. */
export const docker: Patterns = [
  // Files on other machines
  [
    'The volume (.+) was removed outside of this app, so (.+) starts without data.',
    'Das Volume $1 wurde außerhalb dieser App entfernt; $2 startet deshalb ohne Daten.',
  ],
  ['Restore a backup.', 'Ein Backup wiederherstellen.'],
  [
    'redis.conf of (.+) was not uploaded to (.+), which keeps the former one until the next start.',
    'redis.conf von $1 wurde nicht auf $2 geladen; dort bleibt die bisherige bis zum nächsten Start.',
  ],
  // Containers
  [
    'The container (.+) already exists and belongs to the home (.+).',
    'Den Container $1 gibt es schon; er gehört zum Datenordner $2.',
  ],
  [
    'The container (.+) already exists and does not belong to this home.',
    'Den Container $1 gibt es schon; er gehört nicht zu diesem Datenordner.',
  ],
  [
    'The container (.+) already exists and does not belong to this tenant.',
    'Den Container $1 gibt es schon; er gehört nicht zu diesem Mandanten.',
  ],
  ['The container (.+) already exists.', 'Den Container $1 gibt es schon.'],
  [
    'Choose another name with REDIS_CONTAINER_NAME \\(REDIS_CLIENT_PREFIX for tenants\\), or remove that container.',
    'Mit REDIS_CONTAINER_NAME (REDIS_CLIENT_PREFIX für Mandanten) einen anderen Namen wählen oder diesen Container entfernen.',
  ],
  [
    'Choose another name with REDIS_CONTAINER_NAME, or remove that container.',
    'Mit REDIS_CONTAINER_NAME einen anderen Namen wählen oder diesen Container entfernen.',
  ],
  [
    'Remove that container, or choose another prefix with REDIS_CLIENT_PREFIX.',
    'Diesen Container entfernen oder mit REDIS_CLIENT_PREFIX einen anderen Anfang wählen.',
  ],
  ['There is no container (.+).', 'Es gibt keinen Container $1.'],
  ['(.+) failed in the container (.+): (.+)', '$1 ist im Container $2 gescheitert: $3'],
  [
    'The Docker network (.+) already exists and belongs to the home (.+).',
    'Das Docker-Netz $1 gibt es schon; es gehört zum Datenordner $2.',
  ],
  ['Choose another id, or remove that network.', 'Eine andere Id wählen oder dieses Netz entfernen.'],
  [
    'The engine has no free subnet for the network (.+): its address pools and the range (.+) are exhausted.',
    'Die Engine hat kein freies Subnetz für das Netz $1: Ihre Adressbereiche und $2 sind aufgebraucht.',
  ],
  [
    'Remove unused networks with "docker network prune", then try again.',
    'Unbenutzte Netze mit „docker network prune“ entfernen, dann erneut versuchen.',
  ],
  [
    'The volume (.+) is in use by another container, so it is kept.',
    'Das Volume $1 wird von einem anderen Container verwendet und bleibt.',
  ],
  ['The volume (.+) is in use by (.+), so it is kept.', 'Das Volume $1 wird von $2 verwendet und bleibt.'],
  [
    'Remove that container; the app then removes the volume.',
    'Diesen Container entfernen; dann entfernt die App das Volume.',
  ],
  [
    'The old files in the data volume of (.+) could not be deleted: the cleaner ended with exit code (.+).',
    'Die alten Dateien im Volume von $1 ließen sich nicht löschen: Das Aufräumen endete mit Exit-Code $2.',
  ],
  [
    'The old files in the data volume of (.+) could not be deleted: (.+).',
    'Die alten Dateien im Volume von $1 ließen sich nicht löschen: @2.',
  ],
  [
    'The engine could not run a scratch container of (.+): (.+)',
    'Die Engine konnte keinen Test-Container von $1 ausführen: $2',
  ],
  // Images
  [
    'The image (.+) is not on this computer, no registry answered, and the local redis-server is (.+), not (.+), so it cannot be built here.',
    'Das Image $1 ist nicht auf diesem Computer, keine Registry antwortete, und der lokale redis-server ist $2, nicht $3, daher lässt es sich hier nicht bauen.',
  ],
  [
    'The image (.+) is not on this computer, no registry answered, and (.+).',
    'Das Image $1 ist nicht auf diesem Computer, keine Registry antwortete, und @2.',
  ],
  [
    'The image (.+) is not on this computer, and no registry answered.',
    'Das Image $1 ist nicht auf diesem Computer, und keine Registry antwortete.',
  ],
  ['The image (.+) is no longer on this computer.', 'Das Image $1 ist nicht mehr auf diesem Computer.'],
  ['Try again to pull it.', 'Erneut versuchen, um es zu laden.'],
  [
    'Connect to the internet and try again, or run "docker save (.+)" on another computer and "docker load" here.',
    'Mit dem Internet verbinden und erneut versuchen, oder „docker save $1“ auf einem anderen Computer und „docker load“ hier ausführen.',
  ],
  [
    'Connect to the internet and try again, or run "docker save (.+)" on another computer and use that file as the image archive.',
    'Mit dem Internet verbinden und erneut versuchen, oder „docker save $1“ auf einem anderen Computer ausführen und die Datei als Image-Archiv verwenden.',
  ],
  [
    'Connect to the internet and try again, or use the local version with REDIS_IMAGE=(.+).',
    'Mit dem Internet verbinden und erneut versuchen, oder mit REDIS_IMAGE=$1 die lokale Version verwenden.',
  ],
  ['(.+) chooses another image.', '$1 wählt ein anderes Image.'],
  [
    'The image (.+) cannot be used: it is no longer on this computer, and a registry cannot find an image by its id.',
    'Das Image $1 ist nicht verwendbar: Es ist nicht mehr auf diesem Computer, und eine Registry findet kein Image nach seiner Id.',
  ],
  ['Upgrade to a named image such as redis:7-alpine.', 'Auf ein Image mit Namen aktualisieren, etwa redis:7-alpine.'],
  ['The image archive (.+) holds no image, not (.+).', 'Das Image-Archiv $1 enthält kein Image, auch nicht $2.'],
  ['The image archive (.+) holds (.+), not (.+).', 'Das Image-Archiv $1 enthält $2, nicht $3.'],
  [
    'Save (.+) with "docker save", or set REDIS_IMAGE to an image in the archive.',
    '$1 mit „docker save“ speichern oder REDIS_IMAGE auf ein Image im Archiv setzen.',
  ],
  ['The image archive (.+) does not exist.', 'Das Image-Archiv $1 gibt es nicht.'],
  ['Choose a file created by "docker save".', 'Eine Datei von „docker save“ wählen.'],
  ['The registry refused the image (.+): (.+).', 'Die Registry lehnte das Image $1 ab: $2.'],
  ['Check the name in (.+).', 'Den Namen in $1 prüfen.'],
  [
    'If the image requires a login, run "docker login" and "docker pull (.+)".',
    'Verlangt das Image eine Anmeldung, „docker login“ und „docker pull $1“ ausführen.',
  ],
  ['The image archive (.+) cannot be read.', 'Das Image-Archiv $1 ist nicht lesbar.'],
  [
    'The image archive (.+) does not exist or cannot be read.',
    'Das Image-Archiv $1 gibt es nicht, oder es ist nicht lesbar.',
  ],
  ['The image archive (.+) is not a file.', 'Das Image-Archiv $1 ist keine Datei.'],
  [
    'The image archive (.+) is not an image archive that the engine can load.',
    'Das Image-Archiv $1 ist keines, das die Engine laden kann.',
  ],
  [
    'an image named by its digest cannot be built here',
    'ein Image mit einem Digest als Namen lässt sich hier nicht bauen',
  ],
  [
    'it could not be built from the local redis-server \\((.+)\\)',
    'es ließ sich nicht aus dem lokalen redis-server bauen ($1)',
  ],
  ['the engine refused the image built here \\((.+)\\)', 'die Engine lehnte das hier gebaute Image ab ($1)'],
  [
    'this computer has no redis-server to build it from',
    'dieser Computer hat keinen redis-server, aus dem es sich bauen ließe',
  ],
];
