export const integration = 'Integration';
export const installForConnectionDetails = 'Install an instance to get its connection details.';
export const saveInfoOfId = (id: string) => `Save INFO of ${id}`;
export const info = 'INFO';
export const fullInfoOutput = 'The full INFO output, as ';
export const printsIt = ' prints it.';
export const startIdToSaveIt = (id: string) => ` Start ${id} to save it.`;
export const saveInfo = 'Save INFO';
export const kubernetes = 'Kubernetes';
export const kubernetesManifestsOfThisInstance =
  'This instance as manifests for kubectl apply: a StatefulSet, Services, a ConfigMap with its redis.conf, a Secret, volumes, and a CronJob for backups. Its data is not part of them.';
export const installIdToExportIt = (id: string) => `Install ${id} to export it.`;
export const namespace = 'Namespace';
export const thatOfKubectl = 'that of kubectl';
export const enterANamespace = 'Enter lower-case letters, digits and hyphens, at most 63.';
export const dataVolume = 'Data volume';
export const fromMaxmemory = 'from maxmemory';
export const enterAVolumeSize = 'Enter a size such as 500Mi or 10Gi.';
export const showManifests = 'Show manifests';
export const includeThePassword = 'Include the password when copying or saving';
export const thePasswordIsNeverShownHere =
  'It is never shown here. Without it, the pod does not start until you set one in the Secret.';
export const exportIdToKubernetes = (id: string) => `Export ${id} as Kubernetes manifests`;
export const saveTheManifestsOfId = (id: string) => `Save the manifests of ${id}`;
export const couldNotExportId = (id: string) => `Could not export ${id}`;
export const thePasswordNeedsAConnection = 'The password is unavailable while the app is disconnected.';
export const whatDiffersInAPod = 'What differs in a pod';
export const theManifests = 'the manifests';
export const saveFileName = (file: string) => `Save ${file}`;
export const copied = 'Copied';
export const off = 'Off';
export const served = 'Served';
export const notYetServed = 'Not yet served';
export const notServed = 'Not served';
export const curl = 'curl';
export const inATerminalOnThisComputer = 'In a terminal on this computer.';
export const prometheus = 'Prometheus';
export const addItToPrometheusYmlOf = 'Add it to prometheus.yml of a Prometheus on this computer.';
export const grafana = 'Grafana';
export const namesAndLabelsMatchRedisExporter =
  'Names and labels match redis_exporter, so its dashboards and alerts work unchanged.';
export const nodeRed = 'Node-RED';
export const importItAsAFlowNode = (json: string) =>
  `Import it as a flow. Node-RED then serves http://localhost:1880${json}.`;
export const curlSJsonUrlCurlS = (jsonUrl: string, prometheusUrl: string) =>
  `curl -s ${jsonUrl}\ncurl -s ${prometheusUrl}`;
export const scrapeConfigsJobNameRedisHonor = (port: number) =>
  `scrape_configs:\n  - job_name: redis\n    honor_labels: true\n    static_configs:\n      - targets: ['127.0.0.1:${port}']`;
export const letPrometheusScrape1270 = (port: number) =>
  `1. Let Prometheus scrape 127.0.0.1:${port}, with honor_labels: true.\n2. In Grafana: Dashboards, New, Import, and the number 763\n   ("Redis Dashboard for Prometheus Redis Exporter 1.x").\n3. Choose your Prometheus as the data source. The variable\n   "instance" lists the instances.\n\nHit rate:   redis_keyspace_hits_total / (redis_keyspace_hits_total + redis_keyspace_misses_total)\nMemory:     redis_memory_used_bytes / (redis_memory_max_bytes > 0)\nCommands:   sum by (instance, cmd) (rate(redis_commands_duration_seconds_total[5m]))\nDown:       redis_up == 0`;
export const redisMetrics = 'Redis metrics';
export const httpIn = 'http in';
export const metricsRequest = 'Metrics request';
export const httpRequest = 'http request';
export const vrooliRedisDesktop = 'Vrooli Redis Desktop';
export const keepTheBody = 'Keep the body';
export const deleteMsgHeaders = 'delete msg.headers;';
export const ifTypeofMsgStatuscodeNumber = "if (typeof msg.statusCode !== 'number') {";
export const returnMsg = 'return msg;';
export const httpResponse = 'http response';
export const examples = 'Examples';
export const theLabelExample = (label: string) => `the ${label} example`;
export const saveAsFile = (file: string) => `Save as ${file}`;
export const saveTheLabelExampleAsFile = (label: string, file: string) => `Save the ${label} example as ${file}`;
export const readTheStateOfTheMetrics = 'Read the state of the metrics endpoint';
export const disableTheMetricsEndpoint = 'Disable the metrics endpoint';
export const enableTheMetricsEndpoint = 'Enable the metrics endpoint';
export const enableEndpoint = 'Enable endpoint';
export const port = 'Port';
export const thisPortToUse = 'Use this port';
export const enterAPort = 'Enter a port from 1 to 65535.';
export const couldNotReadTheStateOf = 'Could not read the state of the metrics endpoint';
export const metricsEndpoint = 'Metrics endpoint';
export const metricsEndpointHint =
  'Local programs such as Prometheus or Node-RED can read the metrics of all instances. The endpoint is read-only and exposes no passwords. It is available while this app or ';
export const isRunning = ' is running.';
export const theNameUrl = (name: string) => `the ${name} URL`;
export const ofId = (id: string) => `of ${id}`;
export const idConnectionDetailsAndMetrics = (id: string) => `${id} · connection details and metrics endpoint`;
export const notServedNow = 'The metrics of Redis are not served now. Is the app running?';
