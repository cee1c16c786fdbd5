/** How far a room was pushed: it is read on from there, by one reader at a time, until it has all that was heard of. */
export interface Position {
  /** The last number that was sent to the room. */
  at: number;
  /** The highest number that was heard of. */
  upTo: number;
  busy: boolean;
  /** Something may have been missed: it is read once more, whatever was heard. */
  reread: boolean;
}

export const positionAt = (at: number): Position => ({ at, upTo: at, busy: false, reread: false });

/**
 * `send` sends what comes after a number and answers the last that it sent; null when there is nothing to send, though
 * it was heard of. What throws is left for the next time: the position says what is missing.
 */
export async function push(position: Position, send: (after: number) => Promise<number | null>, skipped: () => void): Promise<void> {
  if (position.busy) return;
  position.busy = true;
  try {
    while (position.reread || position.at < position.upTo) {
      const heard = position.upTo;
      const again = position.reread;
      position.reread = false;
      const reached = await send(position.at).catch((error: unknown) => {
        position.reread = again;
        throw error;
      });
      // Removed, or too much: those who watch must ask for themselves.
      if (reached === null && position.at < heard) skipped();
      position.at = Math.max(position.at, reached ?? heard);
      position.upTo = Math.max(position.upTo, position.at);
    }
  } finally {
    position.busy = false;
  }
}
