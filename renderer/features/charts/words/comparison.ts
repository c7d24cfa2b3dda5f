/** What people read in charts/comparison. */

export const min1 = '1 min';
export const min5 = '5 min';
export const min15 = '15 min';
export const compareBeforeAndAfter = 'Compare before and after';
export const beforeAndAfter = 'Before and after';
export const averagesOfIdOver = (id: string) => `Averages of ${id} over`;
export const howLongBeforeAndAfter = 'How long before and after';
export const beforeTheEventStartedAndAfter = 'before the event started and after it finished.';
export const couldNotReadTheMetrics = 'Could not read the metrics';
export const noMetricsOfIdRecordedAround = (id: string) => `No metrics of ${id} recorded around that time.`;
export const metric = 'Metric';
export const before = 'Before';
export const after = 'After';
export const change = 'Change';
export const noChange = 'no change';
export const titleLargestFirst = (title: string) => `${title}, largest first`;
export const chartsOfId = (id: string) => `Charts of ${id}`;
export const titleOfAllInstances = (title: string) => `${title} of all instances`;
export const opsS = 'Ops/s';
export const memory = 'Memory';
export const keys = 'Keys';
export const clients = 'Clients';
export const allInstances = 'All instances';
export const compareBy = 'Compare by';
export const logarithmicScale = 'logarithmic scale';
export const couldNotCompareTheInstances = 'Could not compare the instances';
export const countStopped = (count: number) => `${count} stopped`;
