/** The one message between page, preload and main: "here is a port, serve the contract on it". */
export const START_RPC = 'start-rpc';
