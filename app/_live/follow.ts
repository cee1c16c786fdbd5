/** Follows one service: applies what is next, drops what it has, and asks for what it missed. */
import { reduce, type ServiceEvent, type ServiceView } from '#server/core/view.ts';
import type { CatchUp } from '#server/live/protocol.ts';
import type { LiveSocket } from './socket.ts';

const AGAIN_MS = 1000;

export interface Followed {
  view: ServiceView;
  /** When the view was last known to be true, in the browser's milliseconds. */
  asOf: number;
}

export class Follower {
  #state: Followed;
  readonly #socket: LiveSocket;
  readonly #serviceId: number;
  readonly #listeners = new Set<() => void>();
  #asking = false;
  #askAgain = false;

  constructor(socket: LiveSocket, initial: ServiceView) {
    this.#socket = socket;
    this.#serviceId = initial.service.id;
    this.#state = { view: initial, asOf: Date.now() };
  }

  get state(): Followed {
    return this.#state;
  }

  /** Starts following; answers how to stop. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    const onEvent = (message: { serviceId: number; event: ServiceEvent }) => {
      if (message.serviceId === this.#serviceId) this.#take(message.event);
    };
    const ask = () => this.#ask();
    const onShown = () => { if (document.visibilityState === 'visible') this.#ask(); };
    this.#socket.on('event', onEvent);
    this.#socket.on('connect', ask);
    document.addEventListener('visibilitychange', onShown);
    if (this.#socket.connected) this.#ask();
    return () => {
      this.#listeners.delete(listener);
      this.#socket.off('event', onEvent);
      this.#socket.off('connect', ask);
      document.removeEventListener('visibilitychange', onShown);
      if (this.#listeners.size === 0) this.#socket.emit('unwatch', { serviceId: this.#serviceId });
    };
  }

  #take(event: ServiceEvent): void {
    const { view, gap } = reduce(this.#state.view, event);
    if (gap) this.#ask();
    else this.#show(view);
  }

  #ask(): void {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#asking = true;
    this.#socket.timeout(10_000).emit('watch', { serviceId: this.#serviceId, seq: this.#state.view.seq }, (error: Error | null, missed: CatchUp) => {
      this.#asking = false;
      if (error === null && missed.ok) this.#catchUp(missed);
      // The server could not read just then: it is asked again, or what was missed would wait for the next event.
      else if (error !== null || (!missed.ok && missed.reason === 'failed')) this.#later();
      if (this.#askAgain && this.#socket.connected) {
        this.#askAgain = false;
        this.#ask();
      }
    });
  }

  #later(): void {
    setTimeout(() => { if (this.#socket.connected && this.#listeners.size > 0) this.#ask(); }, AGAIN_MS);
  }

  #catchUp(missed: CatchUp & { ok: true }): void {
    // A snapshot that is older than what was pushed meanwhile would be a step back.
    if ('snapshot' in missed) this.#show(missed.snapshot.seq >= this.#state.view.seq ? missed.snapshot : this.#state.view);
    else this.#show(missed.events.reduce((view, event) => reduce(view, event).view, this.#state.view));
  }

  #show(view: ServiceView): void {
    this.#state = { view, asOf: Date.now() };
    for (const listener of this.#listeners) listener();
  }
}
