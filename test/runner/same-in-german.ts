// cspell:ignore dbtrue

/** Words that English and German texts share: names, units, and terms that German took over. */
export const sameInGerman: ReadonlySet<string> = new Set(
  `AOF API App Backup Backups Benchmark Branch Browser Bytes Client Clients Consumer Container Cron Debug Desktop Details Deutsch
  Docker English Engine Engines Export Filter Form Format GB Glob Grafana Hex Host ID INFO Identity Image Import Index Isolation JSON
  Kubernetes Live Log Logs Markdown Master Member Monitor Name Namespace Node Normal OK OOM Offset Ops Pipeline Plan
  Node-RED Port Problem Prometheus Pub RDB RED RESP RESPfalse Redis Regex Resident Runtime SSH Score Snapshot Snapshots Start Stream Streams
  Sub Swarm System TCP TLS Terminal Test Tests Text URL Upgrade Version Vrooli alpine appendonly backups base benchmark conf config curl
  data db dbtrue false fr fsync in json live logs max min minmax ms redis redis-benchmark resident save true`.split(
    /\s+/,
  ),
);

/** Code and configuration, which no language changes, by the name of the text. */
export const verbatim: ReadonlySet<string> = new Set(
  `curlSJsonUrlCurlS deleteMsgHeaders functionPlaceholder httpIn httpRequest httpResponse ifTypeofMsgStatuscodeNumber
  returnMsg scrapeConfigsJobNameRedisHonor scriptPlaceholder`.split(/\s+/),
);
