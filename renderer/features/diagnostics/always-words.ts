export const runTheChecks = 'Run diagnostics';
export const diagnosticsKeywords = 'diagnose checks doctor security checklist report bundle health';
