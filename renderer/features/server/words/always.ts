export const anInstance = 'an instance';
export const slowLogOf = (id: string) => `Slow log of ${id}`;
export const clientsOf = (id: string) => `Clients of ${id}`;
export const memoryOf = (id: string) => `Memory of ${id}`;
export const modulesOf = (id: string) => `Modules of ${id}`;
export const slowLogWords = 'slowlog slow commands latency performance';
export const clientsWords = 'client list connections kill disconnect who';
export const modulesWords = 'module load unload loadmodule so library extension search json bloom';
export const memoryWords = 'memory doctor stats fragmentation usage';
