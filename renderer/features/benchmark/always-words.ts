export const anInstance = 'an instance';
export const benchmarkOf = (id: string) => `Benchmark ${id}`;
export const benchmark = 'Benchmark';
export const keywords = 'benchmark speed performance latency throughput compare settings versions lab';
