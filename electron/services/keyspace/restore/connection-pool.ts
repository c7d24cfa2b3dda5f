/** One connection for each database, all closed together. */
export interface ConnectionPool<Opened> {
  get(database: number): Promise<Opened>;
  close(): void;
}

export function createConnectionPool<Opened extends { close(): void }>(
  open: (database: number) => Promise<Opened>,
): ConnectionPool<Opened> {
  const opened = new Map<number, Promise<Opened>>();
  return {
    get(database) {
      const found = opened.get(database) ?? open(database);
      opened.set(database, found);
      return found;
    },
    close() {
      for (const one of opened.values()) {
        one.then(
          (connection) => connection.close(),
          () => undefined,
        );
      }
    },
  };
}
