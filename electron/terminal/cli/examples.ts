/** A command line, without the program's name, and its effect. */
export interface Example {
  readonly line: string;
  readonly about: string;
}

/** Examples by action: `--help` and the man page show them, and a test parses each as a command line. */
const examples: Readonly<Record<string, readonly (readonly [line: string, about: string])[]>> = {
  install: [
    ['install', 'Install Redis on port 6380'],
    ['install --runtime process --port 6390 --memory 512mb', 'Choose the runtime, the port and the memory limit'],
  ],
  uninstall: [
    ['uninstall', 'Remove main and keep its data'],
    ['uninstall --remove-data yes --yes yes', 'Remove its data too, without a question'],
  ],
  upgrade: [
    ['upgrade --dry-run', 'Show what an upgrade would change'],
    ['upgrade --client-id acme-corp --image redis:7.4-alpine', 'Upgrade a tenant to a chosen image'],
  ],
  start: [['start --client-id acme-corp', 'Start a tenant']],
  stop: [
    ['stop', 'Save the data and stop main'],
    ['stop --kill yes', 'Kill a server that does not respond'],
  ],
  restart: [['restart', 'Save the data and restart main']],
  status: [
    ['status', 'Show the state of main'],
    ['status --client-id acme-corp --json', 'Print the state of a tenant as JSON'],
  ],
  connect: [
    ['connect', 'Show how programs connect to main'],
    ['connect --snippet env > .env', 'Write a .env file, with the password'],
    ['connect --client-id acme-corp --snippet url', 'Print the URL of a tenant, with the password'],
  ],
  'export-kubernetes': [
    ['export-kubernetes --client-id acme-corp', 'Print a tenant as Kubernetes manifests, without its password'],
    [
      'export-kubernetes --client-id acme-corp --namespace shop --include-password yes --output acme.yaml',
      'Write them to a file of mode 0600, with its password',
    ],
    ['export-kubernetes --storage 20Gi --cron "30 2 * * *" --keep 14', 'Choose volume size, backup time and count'],
  ],
  cli: [
    ['cli --database 1', 'Open a console on database 1'],
    ['cli -- SET greeting hello', 'Run one command'],
  ],
  monitor: [
    ['monitor --interval 1', 'Show all running instances, once a second'],
    ['monitor --instance main --count 10 --json', 'Print ten samples as JSON lines'],
  ],
  commands: [['commands --interval 10', 'Show which commands Redis ran in the last 10 seconds']],
  server: [
    ['server --section slow-log --since 2h', 'Show the slow commands of the last two hours'],
    ['server --section clients', 'List the clients of main by memory'],
    ['server --section memory --client-id acme-corp', 'Explain the memory of a tenant'],
    ['server --section moment --since 2026-11-29T14:31:05', 'Show what ran in those ten seconds'],
    ['server --kill-client 42 --reason leak', 'Disconnect one client'],
  ],
  info: [
    ['info', 'Print the whole INFO reply'],
    ['info --output redis_metrics.txt', 'Write it to a file'],
  ],
  metrics: [['metrics --enable yes', 'Serve the metrics to Prometheus and other programs']],
  logs: [
    ['logs --lines 100', 'Print the last 100 lines'],
    ['logs --follow yes --level warning', 'Print new warnings as they come'],
  ],
  activity: [
    ['activity --since 2h', 'List the events of the last two hours'],
    ['activity --search backup --follow yes', 'Print new events about backups as they come'],
  ],
  diagnose: [
    ['diagnose', 'Run every check and print the fixes'],
    ['diagnose --output report.tar.gz', 'Save a bundle with settings, logs and operations, without secrets'],
  ],
  benchmark: [
    [
      'benchmark --tests set,get --requests 10000',
      'Measure two commands on a scratch server with the settings of main',
    ],
    ['benchmark --against appendonly=yes --against appendfsync=always', 'Compare the settings of main with others'],
    ['benchmark --live yes', 'Measure main itself'],
  ],
  config: [
    ['config', 'Show the settings'],
    ['config --memory 4gb --persistence both --dry-run', 'Show the plan of a change'],
    ['config --set maxmemory-policy=allkeys-lru', 'Change a directive'],
    ['config --revert last', 'Revert the last change'],
  ],
  modules: [
    ['modules', 'List the Redis modules of main'],
    ['modules --load ~/redisbloom.so', 'Load a module, after a trial in a scratch server'],
    ['modules --load ~/search.so --arguments "TIMEOUT 500"', 'Load a module with arguments'],
    ['modules --unload bf --dry-run', 'Show which keys unloading a module would lose'],
  ],
  tls: [
    ['tls', 'Show whether main uses TLS, and its certificate'],
    ['tls --enable yes', 'Use TLS on the port of main, and close the plain port'],
    ['tls --enable yes --plain-port keep --tls-port 16380', 'Use TLS on a port beside the plain one'],
    ['tls --renew yes', 'Issue a new certificate'],
    ['tls --export ~/redis-client', 'Write the files that a client needs'],
  ],
  'config-history': [['config-history --lines 5', 'List the last five changes of settings']],
  backup: [
    ['backup', 'Back up main'],
    ['backup --backup-name pre-deploy --verify yes', 'Name the backup and verify it'],
  ],
  'list-backups': [['list-backups --client-id acme-corp', 'List the backups of a tenant']],
  restore: [
    ['restore --backup-name pre-deploy', 'Restore main from a backup'],
    ['restore --backup-name pre-deploy --into acme-corp', 'Restore into another instance'],
    ['restore --backup-name pre-deploy --to-client try-out', 'Restore into a new tenant'],
  ],
  undo: [['undo', 'Undo the last restore or flush']],
  flush: [
    ['flush --database 0', 'Delete all keys of database 0; undo brings them back'],
    ['flush --database all --yes yes', 'Delete all keys without a question'],
  ],
  'verify-backup': [
    ['verify-backup --backup-name pre-deploy', 'Restore a backup into a scratch server and count its keys'],
  ],
  'pin-backup': [['pin-backup --backup-name pre-deploy', 'Keep a backup until it is unpinned']],
  'unpin-backup': [['unpin-backup --backup-name pre-deploy', 'Let schedules delete a backup again']],
  'change-backup': [['change-backup --backup-name pre-deploy --to release-7 --note "before 7.0"', 'Rename a backup']],
  'import-backup': [
    ['import-backup --file dump.rdb', 'Import a dump'],
    ['import-backup --file redis.tar.gz --client-id acme-corp --data aof', 'Import the AOF of an archive for a tenant'],
  ],
  'export-backup': [['export-backup --backup-name pre-deploy --file pre-deploy.tar.gz', 'Write a backup to a file']],
  'delete-backup': [['delete-backup --backup-name pre-deploy', 'Delete a backup']],
  'cleanup-backups': [
    ['cleanup-backups --days 30 --dry-run', 'List the backups older than 30 days'],
    ['cleanup-backups --keep 10', 'Keep the newest ten'],
  ],
  inspect: [
    ['inspect --backup-name pre-deploy --tree yes', 'Show the folders of a backup'],
    ['inspect --file dump.rdb.gz --pattern "cart:*" --sort size', 'List keys of a file, largest first'],
    ['inspect --instance main --expires none --min-size 1mb', 'List large keys of main without an expiry'],
  ],
  get: [
    ['get --key user:1', 'Print a value of main'],
    ['get --backup-name pre-deploy --key cart:7 --json', 'Print a value of a backup as JSON'],
  ],
  'key-history': [
    ['key-history --key flag:checkout', 'List every version of a key over all backups of main'],
    ['key-history --prefix cart: --json', 'The totals of a prefix over all backups as JSON'],
  ],
  compare: [
    ['compare --backup-name pre-deploy', 'Compare a backup with main as it is now'],
    ['compare --backup-name pre-deploy --with release-7 --pattern "cart:*" --json', 'Compare two backups as JSON'],
    ['compare --instance main --with-instance acme-corp --exit-code yes', 'Exit with 1 where two instances differ'],
  ],
  schedules: [['schedules', 'List the scheduled backups of main']],
  'schedule-backup': [
    ['schedule-backup --at 02:00 --keep-daily 7', 'Back up main each night and keep seven days'],
    ['schedule-backup --all-clients --every 6 --verify yes', 'Back up every tenant every six hours and verify'],
  ],
  'run-schedule': [['run-schedule --schedule 3f2a', 'Run a schedule now']],
  'remove-schedule': [['remove-schedule --schedule 3f2a', 'Remove a schedule']],
  'undo-remove-schedule': [['undo-remove-schedule --schedule 3f2a', 'Recover a removed schedule']],
  up: [
    ['up', 'Start the Redis of the project in this folder'],
    ['up --folder ~/shop --json', 'Print its state and URL as JSON'],
  ],
  down: [
    ['down', 'Save the data and stop it'],
    ['down --remove yes', 'Destroy it; undo-destroy recovers it for 7 days'],
  ],
  engines: [
    ['engines', 'List this computer and the engines of other machines'],
    ['engines --add build-01 --address ssh://ci@build-01', 'Add an engine by SSH'],
    ['engines --test build-01', 'Test its connection step by step'],
  ],
  'create-client': [
    ['create-client --client-id acme-corp', 'Create a tenant on the next free port'],
    ['create-client --client-id acme-corp --engine build-01', 'Create it on another machine'],
    [
      'create-client --client-id shop --memory 256mb --persistence both --generate-password yes',
      'Choose its limit and persistence, and generate a password',
    ],
    ['create-client --client-id try --from main --expires 24h', 'Copy main into a branch that lives for a day'],
  ],
  'create-client-env': [
    ['create-client-env --client shop --resources redis,postgres,minio', 'Create all services of a client project'],
    ['create-client-env --client shop --resources redis,postgres --export ~/shop', 'Write .env and compose.yaml too'],
  ],
  companions: [
    ['companions --client-id shop', 'Show the services beside the Redis of a tenant'],
    ['companions --client-id shop --companion postgres --change backup', 'Dump its PostgreSQL'],
    [
      'companions --client-id shop --companion postgres --change restore --backup-name before-migration',
      'Restore such a dump; the current data is backed up first',
    ],
  ],
  'list-clients': [
    ['list-clients', 'List the tenants'],
    ['list-clients --json', 'The same as JSON'],
  ],
  'move-client': [
    ['move-client --client-id acme-corp --engine build-01', 'Move a tenant to another machine'],
    ['move-client --client-id acme-corp --undo yes', 'Move it back, with all writes since then'],
  ],
  'extend-client': [['extend-client --client-id try --expires 24h', 'Let a branch expire a day from now']],
  'promote-client': [
    ['promote-client --client-id try --dry-run', 'Show what a branch would change in its origin'],
    ["promote-client --client-id try --pattern 'cart:*' --yes yes", 'Copy only some keys back'],
  ],
  'destroy-client': [['destroy-client --client-id acme-corp', 'Destroy a tenant; undo-destroy recovers it']],
  'list-destroyed': [['list-destroyed', 'List the tenants that can be recovered']],
  'undo-destroy': [['undo-destroy --client-id acme-corp', 'Recover a destroyed tenant']],
  'repair-client': [['repair-client --client-id acme-corp', 'Recreate what a tenant has lost']],
  'test-isolation': [['test-isolation', 'Try to reach every tenant from inside every other one']],
  serve: [
    ['serve', 'Open the app in a browser'],
    ['serve --port 7400 --no-open', 'Choose the port and only print the link'],
  ],
  preferences: [
    ['preferences', 'Show the preferences of the app'],
    ['preferences --set units=decimal --set backups-kept=14', 'Change two preferences'],
    ['preferences --reset all', 'Set every preference back to its default'],
  ],
  passwords: [
    ['passwords', 'Show of which instances the app keeps a password'],
    ['passwords --enter yes --client-id acme-corp', 'Enter the password of a tenant'],
    ['passwords --forget yes', 'Forget the password of main'],
  ],
  'rebuild-files': [['rebuild-files', 'Rebuild state files that diagnose reports as damaged']],
  completion: [
    ['completion --shell bash > ~/.local/share/bash-completion/completions/vrooli-redis', 'Install it for bash'],
    ['completion --shell zsh > ~/.zsh/_vrooli-redis', 'Install it for zsh, with ~/.zsh in fpath'],
    ['completion --shell fish > ~/.config/fish/completions/vrooli-redis.fish', 'Install it for fish'],
  ],
  help: [
    ['help', 'List all actions and flags'],
    ['help --man > vrooli-redis.1', 'Write the man page'],
  ],
  version: [['version', 'Show the version']],
};

/** The examples of an action; none for an action without any. */
export function examplesOf(action: string): readonly Example[] {
  return (examples[action] ?? []).map(([line, about]) => ({ line, about }));
}
