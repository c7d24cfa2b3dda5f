export const anInstance = 'an instance';
export const consoleOfId = (id: string) => `Console of ${id}`;
export const keywords = 'redis-cli command terminal monitor subscribe eval shell';
export const consoleLabel = 'Console';
