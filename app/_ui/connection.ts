/** Whether what is on the screen is now. */
const connections = ['live', 'reconnecting', 'offline'] as const;
export type Connection = (typeof connections)[number];

export const connectionFrom = (value: string | undefined): Connection => connections.find((connection) => connection === value) ?? 'live';
