import type { Engine } from './engine.ts';

/** Who asks of a service while it is being looked at gets that look's answer. */
export function sharedLook<T>(look: (engine: Engine, serviceId: number) => Promise<T>): (engine: Engine, serviceId: number) => Promise<T> {
  const going = new Map<number, Promise<T>>();
  return (engine, serviceId) => {
    const now = going.get(serviceId) ?? look(engine, serviceId).finally(() => going.delete(serviceId));
    going.set(serviceId, now);
    return now;
  };
}
